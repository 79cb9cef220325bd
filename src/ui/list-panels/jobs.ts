import { lineText } from "../kernel/line-edit.ts";
import type { JobFindings, JobName, LintFound } from "./findings.ts";
import type { JobEffect, JobNews, Jobs, PanelName, PanelState, PanelStep } from "./panel.ts";

/** What each panel wants to know beside the lint. */
const jobs: Readonly<Record<PanelName, JobName | undefined>> = {
  lint: undefined,
  pieces: "row",
  action: "row",
  preview: "preview",
  next: "next",
  coverage: "coverage",
  suggestions: "suggestions",
};

/** What was found about the draft as it is now; undefined while that is being worked out. */
export const checkedLint = ({ lint: { found }, revision }: PanelState): LintFound | undefined =>
  found?.revision === revision ? found : undefined;

/** The prompt that is previewed: what is being typed shows at once. */
const shownPrompt = ({ typing, input }: PanelState): string => (typing === undefined ? input.prompt : lineText(typing));

/** What the panel in sight wants to know; undefined where it wants nothing, or the draft is still to be checked. */
function wantedJob(state: PanelState): JobEffect | undefined {
  const job = jobs[state.shown];
  if (job === undefined) return undefined;
  if (job === "row") return rowJob(state);
  const { revision, isRelaxed, contexts } = state;
  if (checkedLint(state) === undefined) return undefined;
  const about = (...parts: readonly unknown[]) => ({ revision, key: JSON.stringify([revision, ...parts]) });
  switch (job) {
    case "preview": {
      const prompt = shownPrompt(state);
      return { kind: job, prompt, isRelaxed, ...about(prompt, isRelaxed) };
    }
    case "next": {
      const { prompt } = state.input;
      return { kind: job, prompt, isRelaxed, ...about(prompt, isRelaxed) };
    }
    case "coverage":
      return { kind: job, contexts, ...about(contexts) };
    case "suggestions":
      return { kind: job, ...about() };
    default:
      return job satisfies never;
  }
}

/** The pieces of a row need no check; whether it moves does. */
function rowJob(state: PanelState): JobEffect | undefined {
  const { input, revision } = state;
  const { draft, selected } = input;
  const { table, row } = selected;
  const listed = table === "equality" ? undefined : draft[table][row];
  const words = table === "equality" ? draft.equality[row]?.words : listed && [listed.word];
  if (words === undefined) return undefined;
  const policy = draft.description.case;
  const isChecked = checkedLint(state) !== undefined;
  const key = JSON.stringify([isChecked ? revision : "unchecked", table, row, policy, words]);
  return { kind: "row", key, revision, words, policy, ...(table === "equality" ? { row } : {}) };
}

/** The step with what the panel in sight still has to ask for. */
export function asking(step: PanelStep): PanelStep {
  const wanted = wantedJob(step.state);
  if (wanted === undefined || step.state.jobs[wanted.kind]?.asked === wanted.key) return step;
  const before = step.state.jobs[wanted.kind];
  const jobs = { ...step.state.jobs, [wanted.kind]: { ...before, asked: wanted.key } } as Jobs;
  return { ...step, state: { ...step.state, jobs }, effects: [...step.effects, wanted] };
}

/** The state after news; the same where they are about something that is no longer asked. */
export function answered(state: PanelState, news: JobNews): PanelState {
  const before = state.jobs[news.job];
  if (before === undefined || before.asked !== news.key) return state;
  const { key } = news;
  const after =
    news.kind === "failed" ? { failed: { key, message: news.message } } : { found: { key, value: news.value } };
  return { ...state, jobs: { ...state.jobs, [news.job]: { ...before, ...after } } };
}

/** What is known for a panel: the value, perhaps about an older state, or why there is none. */
export interface Known<X> {
  readonly value?: X;
  /** Whether the value is about what the panel shows now. */
  readonly isCurrent: boolean;
  readonly failure?: string;
}

/** What is known of a job. */
export function knownOf<Name extends JobName>(state: PanelState, job: Name): Known<JobFindings[Name]> {
  const { found, failed } = state.jobs[job] ?? {};
  const wanted = wantedJob(state)?.key;
  const isCurrent = found !== undefined && found.key === wanted;
  return {
    isCurrent,
    ...(found === undefined ? {} : { value: found.value }),
    ...(failed !== undefined && failed.key === wanted && !isCurrent ? { failure: failed.message } : {}),
  };
}
