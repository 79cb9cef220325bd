import type { ListEdit } from "../../wordlist/author/list-edit.ts";
import { fixesOf } from "../../wordlist/author/list-fixes.ts";
import type { Suggestion } from "../../wordlist/author/suggest-rows.ts";
import type { Problem } from "../../wordlist/problem.ts";
import { type Key, type KeyName, movement } from "../kernel/key.ts";
import { lineEdit, lineText, typeKey } from "../kernel/line-edit.ts";
import { listWindow, moveInList } from "../kernel/list-window.ts";
import { bodyRows, contentOf } from "./content/panel-content.ts";
import { knownOf } from "./jobs.ts";
import { type PanelName, panelNames, type PanelState, type PanelStep, type Place } from "./panel.ts";
import { selectedProblem, selectedSuggestion } from "./selection.ts";

export const still = (state: PanelState): PanelStep => ({ state, effects: [] });

/** A key while the panels have the focus. */
export function pressed(state: PanelState, key: Key): PanelStep {
  if (state.typing !== undefined) return typed(state, key);
  if (key.kind === "named" && (key.name === "escape" || key.name === "tab" || key.name === "back-tab"))
    return { ...still(state), leave: true };
  if (key.kind === "named" && key.name === "enter") return entered(state);
  const command = key.kind === "text" ? lettered(state, key.text) : undefined;
  return command ?? still(moved(state, movement(key)));
}

/** The prompt is shown while it is typed; Enter takes it, Esc leaves it as it was. */
function typed(state: PanelState, key: Key): PanelStep {
  const { typing = lineEdit(""), ...rest } = state;
  if (key.kind === "named" && key.name === "escape") return still(rest);
  if (key.kind !== "named" || key.name !== "enter") return still({ ...state, typing: typeKey(typing, key) });
  const prompt = lineText(typing);
  if (prompt.trim() === "") return still(rest);
  return { ...still({ ...rest, input: { ...state.input, prompt } }), prompt };
}

function entered(state: PanelState): PanelStep {
  const goTo = placeToGo(state);
  if (goTo !== undefined) return { ...still(state), goTo };
  return state.shown === "preview" || state.shown === "next" ? still(typingPrompt(state)) : still(state);
}

const typingPrompt = (state: PanelState): PanelState => ({ ...state, typing: lineEdit(state.input.prompt) });

type Command = (state: PanelState) => PanelStep;

const ofPrompts: Readonly<Record<string, Command>> = {
  e: (state) => still(typingPrompt(state)),
  r: (state) => still({ ...state, isRelaxed: !state.isRelaxed }),
};

/** What letters mean in a panel. */
const commands: Readonly<Partial<Record<PanelName, Readonly<Record<string, Command>>>>> = {
  preview: ofPrompts,
  next: ofPrompts,
  coverage: { c: (state) => still(otherContexts(state)) },
  suggestions: { a: taken },
};

/** Undefined where the letter means nothing in the panel in sight. */
function lettered(state: PanelState, letter: string): PanelStep | undefined {
  if (state.shown === "lint" && /^[1-9]$/u.test(letter)) return mended(state, Number(letter) - 1);
  if (letter === "<" || letter === ">") return still({ ...state, left: leftAfter(state, letter === "<" ? -1 : 1) });
  return commands[state.shown]?.[letter]?.(state);
}

function leftAfter({ left, input }: PanelState, step: number): number {
  const last = input.draft.description.demographics.length - 1;
  return Math.max(0, Math.min(last, left + step));
}

function otherContexts(state: PanelState): PanelState {
  const names = knownOf(state, "coverage").value?.names ?? [];
  const next = names[(names.indexOf(state.contexts) + 1) % names.length];
  return next === undefined ? state : { ...state, contexts: next };
}

function moved(state: PanelState, name: KeyName | undefined): PanelState {
  const { shown, windows, size } = state;
  if (name === "left" || name === "right") {
    const { length } = panelNames;
    const at = (panelNames.indexOf(shown) + (name === "left" ? length - 1 : 1)) % length;
    return { ...state, shown: panelNames[at] ?? shown, left: 0 };
  }
  const content = contentOf(state, { columns: size.columns, screenReader: false });
  const { body } = bodyRows(content, size.rows);
  const window = content.isChoice ? moveInList(windows[shown], name) : scrolled(windows[shown], name, body);
  return { ...state, windows: { ...windows, [shown]: window } };
}

/** A window of one line, the one on top, moves by pages of as many lines as there are in sight. */
function scrolled(window: PanelState["windows"]["lint"], name: KeyName | undefined, page: number) {
  const step = name === "page-up" ? 1 - page : name === "page-down" ? page - 1 : 0;
  return step === 0
    ? moveInList(window, name)
    : listWindow(window.count, 1, { ...window, selected: window.selected + step });
}

function mended(state: PanelState, way: number): PanelStep {
  const problem = selectedProblem(state);
  const fix = problem === undefined ? undefined : fixesOf(problem, state.input.draft)[way];
  return fix === undefined ? still(state) : { ...still(state), edits: fix.edits };
}

/** Only the selected suggestion is taken, and only by its key. */
function taken(state: PanelState): PanelStep {
  const suggestion = selectedSuggestion(state);
  return suggestion === undefined ? still(state) : { ...still(state), edits: [editOf(suggestion, state)] };
}

function editOf({ kind, words, from, column }: Suggestion, { input: { draft } }: PanelState): ListEdit {
  if (kind === "counterpart" && column !== undefined)
    return { kind: "set-word", row: from, column, word: words[0] ?? "" };
  const { role = "", number = "", words: cells = [] } = draft.equality[from] ?? {};
  const filled = kind === "near" ? cells.map((_, i) => (i === column ? (words[0] ?? "") : "")) : words;
  const row = { words: filled, role, number: kind === "plural" ? "plural" : number, note: "" };
  return { kind: "add-row", at: from + 1, row };
}

function placeToGo(state: PanelState): Place | undefined {
  if (state.shown === "lint") {
    const problem = selectedProblem(state);
    return problem === undefined ? undefined : placeOfProblem(problem, state);
  }
  const suggestion = state.shown === "suggestions" ? selectedSuggestion(state) : undefined;
  return suggestion && { table: "equality", row: suggestion.from, column: suggestion.column ?? 0 };
}

/** The row, and in it the first cell with a word that the problem names. */
function placeOfProblem({ row: line, file, words }: Problem, { input: { draft } }: PanelState): Place | undefined {
  if (line < 2) return undefined;
  const table = (["neutral", "general"] as const).find((name) => file.endsWith(`${name}.csv`)) ?? "equality";
  const row = line - 2;
  const cells = table === "equality" ? (draft.equality[row]?.words ?? []) : [];
  const empty = cells.indexOf("");
  const named = cells.findIndex((cell) => words.includes(cell));
  return { table, row, column: Math.max(0, words.every((word) => word !== "") ? named : empty) };
}
