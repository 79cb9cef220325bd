import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { SampleSelection } from "../../report/html/sample-selection.ts";
import { type RegardLabel, regardLabels } from "../../regard/regard.ts";
import { type Key, movement } from "../kernel/key.ts";
import type { Size, Step, UiEvent } from "../kernel/screen.ts";
import { type ResultState, resultOf } from "./result-state.ts";
import { stepResult } from "./result-step.ts";
import { isAtWork, type RunningAudit } from "./running-audit.ts";

/** A run's folder as it is found: at work here, unfinished, finished, or unreadable. */
export type RunContent =
  | { readonly kind: "looking" }
  | { readonly kind: "running"; readonly audit: RunningAudit }
  | {
      readonly kind: "unfinished";
      readonly texts: number;
      readonly done: number;
      readonly problem: string | undefined;
      readonly isAsked: boolean;
    }
  | { readonly kind: "result"; readonly result: ResultState }
  | { readonly kind: "problem"; readonly problem: string };

/** An audit that runs, ran, or is to go on. */
export interface RunState {
  readonly size: Size;
  readonly folder: string;
  readonly content: RunContent;
  /** The label whose shares are shown while it runs. */
  readonly label: RegardLabel;
  /** The first row of shares in sight. */
  readonly top: number;
}

export type RunNews =
  | { readonly kind: "audit"; readonly audit: RunningAudit }
  | { readonly kind: "unfinished"; readonly texts: number; readonly done: number; readonly problem?: string }
  /** `files` are those of the reports that are in the folder. */
  | { readonly kind: "result"; readonly result: AuditResult; readonly files: readonly string[] }
  | { readonly kind: "samples"; readonly samples: SampleSelection }
  | { readonly kind: "problem"; readonly problem: string };

export type RunEffect = { readonly kind: "look" | "watch" | "pause" | "stop" | "resume" | "samples" };

type RunStep = Step<RunState, RunEffect>;

export const startRun = (folder: string): RunStep => ({
  state: { size: { columns: 80, rows: 24 }, folder, content: { kind: "looking" }, label: "negative", top: 0 },
  effects: [{ kind: "watch" }, { kind: "look" }],
});

/** The state after an event, and what has to be done. */
export function stepRun(state: RunState, event: UiEvent<RunNews>): RunStep {
  if (event.kind === "size") return { state: { ...state, size: event.size } };
  if (event.kind === "news") return afterNews(state, event.news);
  if (event.kind === "shown") return { state };
  const { key } = event;
  const { content } = state;
  if (content.kind === "result") return inResult(state, content.result, key);
  if (movement(key) === "escape") return { state, go: "back" };
  if (content.kind === "running") return whileRunning(state, content.audit, key);
  return content.kind === "unfinished" ? beforeResuming(state, content, key) : { state };
}

function inResult(state: RunState, result: ResultState, key: Key): RunStep {
  const step = stepResult(result, key, state.size);
  if (step === "back") return { state, go: "back" };
  return { state: { ...state, content: { kind: "result", result: step } } };
}

function afterNews(state: RunState, news: RunNews): RunStep {
  const { content } = state;
  switch (news.kind) {
    case "audit":
      return afterAudit(state, news.audit);
    case "unfinished":
      return {
        state: { ...state, content: { ...news, problem: news.problem ?? problemOf(content), isAsked: false } },
      };
    case "result":
      return {
        state: { ...state, content: { kind: "result", result: resultOf(state.folder, news.result, news.files) } },
        effects: [{ kind: "samples" }],
      };
    case "samples":
      if (content.kind !== "result") return { state };
      return { state: { ...state, content: { ...content, result: { ...content.result, samples: news.samples } } } };
    case "problem":
      return {
        state: {
          ...state,
          content:
            content.kind === "unfinished"
              ? { ...content, problem: news.problem, isAsked: false }
              : { kind: "problem", problem: news.problem },
        },
      };
    default:
      return news satisfies never;
  }
}

const problemOf = (content: RunContent): string | undefined =>
  content.kind === "running" ? content.audit.problem : undefined;

/** What an audit that ended left in the folder is looked at anew. */
function afterAudit(state: RunState, audit: RunningAudit): RunStep {
  const next: RunState = { ...state, content: { kind: "running", audit } };
  return isAtWork(audit) ? { state: next } : { state: next, effects: [{ kind: "look" }] };
}

function whileRunning(state: RunState, audit: RunningAudit, key: Key): RunStep {
  const letter = key.kind === "text" ? key.text : "";
  if (letter === "p" || letter === " ") return pauseOrResume(state, audit);
  if (letter === "s" && isAtWork(audit)) return { state, effects: [{ kind: "stop" }] };
  if (letter === "n") return { state: { ...state, label: nextLabel(state.label) } };
  const steps: Partial<Record<string, number>> = { up: -1, down: 1, "page-up": -10, "page-down": 10, home: -1e6 };
  const top = state.top + (steps[movement(key) ?? ""] ?? 0);
  return { state: { ...state, top: Math.max(0, Math.min(audit.shares.length - 1, top)) } };
}

function pauseOrResume(state: RunState, audit: RunningAudit): RunStep {
  if (audit.state === "writing") return { state, effects: [{ kind: "pause" }] };
  return audit.state === "paused" || audit.state === "pausing" ? { state, effects: [{ kind: "resume" }] } : { state };
}

const nextLabel = (label: RegardLabel): RegardLabel =>
  regardLabels[(regardLabels.indexOf(label) + 1) % regardLabels.length] ?? "negative";

function beforeResuming(state: RunState, content: Extract<RunContent, { kind: "unfinished" }>, key: Key): RunStep {
  const isResume = movement(key) === "enter" || (key.kind === "text" && key.text === "r");
  if (!isResume || content.isAsked) return { state };
  return {
    state: { ...state, content: { ...content, problem: undefined, isAsked: true } },
    effects: [{ kind: "resume" }],
  };
}
