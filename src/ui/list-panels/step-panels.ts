import { fixesOf } from "../../wordlist/author/list-fixes.ts";
import type { Problem } from "../../wordlist/problem.ts";
import type { KeyHint } from "../kernel/screen.ts";
import { type Key, movement } from "../kernel/key.ts";
import { listWindow, moveInList } from "../kernel/list-window.ts";
import {
  type PanelEvent,
  type PanelInput,
  type PanelNews,
  panelNames,
  type PanelState,
  type PanelStep,
  type Place,
} from "./panel.ts";

/** The panels of a list that was just opened. */
export function startPanels(input: PanelInput): PanelStep {
  const state: PanelState = {
    shown: panelNames[0],
    input,
    revision: 0,
    size: { columns: 80, rows: 8 },
    lint: { window: listWindow(0, 6) },
  };
  return { state, effects: [{ kind: "wait", revision: 0 }] };
}

/** One step of the panels. Only a change of the draft makes a new revision; its checks begin when the author pauses. */
export function stepPanels(state: PanelState, event: PanelEvent): PanelStep {
  switch (event.kind) {
    case "input":
      return heard(state, event.input);
    case "size":
      return still({ ...state, size: event.size, lint: { ...state.lint, window: windowOf(state, event.size.rows) } });
    case "show":
      return still({ ...state, shown: event.name });
    case "news":
      return told(state, event.news);
    case "key":
      return pressed(state, event.key);
    default:
      return event satisfies never;
  }
}

const still = (state: PanelState): PanelStep => ({ state, effects: [] });

const windowOf = ({ lint }: PanelState, rows: number) =>
  listWindow(lint.found?.problems.length ?? 0, Math.max(1, rows - 2), lint.window);

function heard(state: PanelState, input: PanelInput): PanelStep {
  if (input.draft === state.input.draft) return still({ ...state, input });
  const revision = state.revision + 1;
  return { state: { ...state, input, revision }, effects: [{ kind: "wait", revision }] };
}

function told(state: PanelState, news: PanelNews): PanelStep {
  if (news.kind === "failed") return still({ ...state, failure: news.message });
  if (news.kind === "pause") {
    const { revision, input } = state;
    return news.revision === revision ? { state, effects: [{ kind: "lint", revision, input }] } : still(state);
  }
  const { found } = news;
  if (found.revision !== state.revision) return still(state);
  const lint = { ...state.lint, found };
  return still({ ...state, lint: { ...lint, window: windowOf({ ...state, lint }, state.size.rows) } });
}

/** The problem that is selected, unless it was found in an older draft, whose rows may have moved. */
export function selectedProblem({ lint, revision }: PanelState): Problem | undefined {
  return lint.found?.revision === revision ? lint.found.problems[lint.window.selected] : undefined;
}

function pressed(state: PanelState, key: Key): PanelStep {
  const problem = selectedProblem(state);
  if (key.kind === "named" && (key.name === "escape" || key.name === "tab")) return { ...still(state), leave: true };
  if (key.kind === "named" && key.name === "enter") {
    const goTo = problem === undefined ? undefined : placeOfProblem(problem);
    return goTo === undefined ? still(state) : { ...still(state), goTo };
  }
  if (key.kind === "text" && /^[1-9]$/u.test(key.text)) return mended(state, Number(key.text) - 1);
  return still({ ...state, lint: { ...state.lint, window: moveInList(state.lint.window, movement(key)) } });
}

function mended(state: PanelState, way: number): PanelStep {
  const problem = selectedProblem(state);
  const fix = problem === undefined ? undefined : fixesOf(problem, state.input.draft)[way];
  return fix === undefined ? still(state) : { ...still(state), edits: fix.edits };
}

function placeOfProblem(problem: Problem): Place | undefined {
  if (problem.row < 2) return undefined;
  const table = (["neutral", "general"] as const).find((name) => problem.file.endsWith(`${name}.csv`)) ?? "equality";
  return { table, row: problem.row - 2, column: 0 };
}

/** The keys of the panel in sight. */
export function panelHints(_state: PanelState): readonly KeyHint[] {
  return [
    { keys: "↑↓", does: "choose" },
    { keys: "Enter", does: "go to the row" },
    { keys: "1–9", does: "mend it" },
    { keys: "Tab", does: "back to the table" },
  ];
}

/** Whether letters are being typed in a panel. */
export const isPanelTyping = (_state: PanelState): boolean => false;
