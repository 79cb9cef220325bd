import type { FoundList } from "../../store/find-lists.ts";
import { bodyOf } from "../kernel/frame.ts";
import { type Key, movement } from "../kernel/key.ts";
import { type LineEdit, lineEdit, lineText, typeKey } from "../kernel/line-edit.ts";
import { type ListWindow, listWindow, moveInList } from "../kernel/list-window.ts";
import type { Size, Step, UiEvent } from "../kernel/screen.ts";
import { type Form, formValues, importForm, newForm, openForm, stepForm, templateForm } from "./forms.ts";

/** A list that can be opened, and whether a draft of it waits. */
export interface ListItem extends FoundList {
  readonly hasDraft: boolean;
}

type Mode =
  | { readonly kind: "move" }
  | { readonly kind: "search"; readonly line: LineEdit }
  | { readonly kind: "form"; readonly form: Form; readonly isBusy: boolean };

export interface ListsState {
  readonly window: ListWindow;
  /** Absent until they were looked for. */
  readonly found?: readonly ListItem[];
  /** Only lists with these letters in name or title are shown. */
  readonly filter: string;
  readonly mode: Mode;
  readonly message?: string;
  /** The folder of a list that was just made: it is chosen when the lists are looked for again. */
  readonly made?: string;
}

export type ListsNews =
  | { readonly kind: "found"; readonly found: readonly ListItem[] }
  /** A list was written; `said` tells what became of its rows. */
  | { readonly kind: "made"; readonly folder: string; readonly said: string }
  | { readonly kind: "failed"; readonly message: string };

export type ListsEffect =
  | { readonly kind: "look around" }
  | {
      readonly kind: "make";
      readonly form: Form["kind"];
      readonly from?: string;
      readonly values: Readonly<Record<string, string>>;
    };

/** A step, and the list to open after it. */
export type ListsStep = Step<ListsState, ListsEffect> & { readonly open?: string };

/** Lines beside the lists: the heading, what is said of the selected one, a line of words. */
const otherRows = 9;

/** The screen looks around whenever it comes into sight. */
export const startLists: ListsStep = { state: { window: listWindow(0, 1), filter: "", mode: { kind: "move" } } };

/** The lists that fit the filter. */
export function shownLists({ found = [], filter }: ListsState): readonly ListItem[] {
  const wanted = filter.toLowerCase();
  return found.filter(({ name, description }) =>
    [name, description?.title ?? ""].some((text) => text.toLowerCase().includes(wanted)),
  );
}

const refitted = (state: ListsState, height: number = state.window.height): ListsState => ({
  ...state,
  window: listWindow(shownLists(state).length, height, state.window),
});

export const selectedList = (state: ListsState): ListItem | undefined => shownLists(state)[state.window.selected];

/** One step of the screen. */
export function stepLists(state: ListsState, event: UiEvent<ListsNews>): ListsStep {
  if (event.kind === "size") return { state: resized(state, event.size) };
  if (event.kind === "shown") return { state, effects: [{ kind: "look around" }] };
  if (event.kind === "news") return told(state, event.news);
  const { message: _, ...quiet } = state;
  if (state.mode.kind === "search") return { state: searched(quiet, state.mode.line, event.key) };
  if (state.mode.kind === "form") return filled(quiet, state.mode, event.key);
  return commanded(quiet, event.key);
}

const resized = (state: ListsState, size: Size): ListsState =>
  refitted(state, Math.max(1, bodyOf(size).rows - otherRows));

function told(state: ListsState, news: ListsNews): ListsStep {
  if (news.kind === "found") return { state: withMade({ ...state, found: news.found }) };
  const { mode } = state;
  if (news.kind === "made") {
    const next: ListsState = { ...state, message: news.said, made: news.folder };
    const isAwaited = mode.kind === "form" && mode.isBusy; // else its form was closed: nothing opens on what came after it
    if (!isAwaited) return { state: next, effects: [{ kind: "look around" }] };
    return { state: { ...next, mode: { kind: "move" } }, open: news.folder };
  }
  return {
    state: { ...state, message: news.message, mode: mode.kind === "form" ? { ...mode, isBusy: false } : mode },
  };
}

/** A list that was made or opened by name is the chosen one once it is found. */
function withMade(state: ListsState): ListsState {
  const { made, ...rest } = state;
  const at = shownLists(state).findIndex(({ what }) => what === made);
  return at === -1 ? refitted(state) : refitted({ ...rest, window: { ...state.window, selected: at } });
}

function searched(state: ListsState, line: LineEdit, key: Key): ListsState {
  if (key.kind === "named" && key.name === "escape") return refitted({ ...state, filter: "", mode: { kind: "move" } });
  if (key.kind === "named" && key.name === "enter") return { ...state, mode: { kind: "move" } };
  const typed = typeKey(line, key);
  return refitted({ ...state, filter: lineText(typed), mode: { kind: "search", line: typed } });
}

function filled(state: ListsState, mode: Extract<Mode, { kind: "form" }>, key: Key): ListsStep {
  if (key.kind === "named" && key.name === "escape") return { state: { ...state, mode: { kind: "move" } } };
  if (mode.isBusy) return { state };
  const { form, isDone } = stepForm(mode.form, key);
  const next: ListsState = { ...state, mode: { kind: "form", form, isBusy: isDone } };
  if (!isDone) return { state: next };
  const { kind, from } = form;
  return {
    state: next,
    effects: [{ kind: "make", form: kind, values: formValues(form), ...(from === undefined ? {} : { from }) }],
  };
}

function commanded(state: ListsState, key: Key): ListsStep {
  const selected = selectedList(state);
  if (key.kind === "named" && key.name === "escape")
    return state.filter === "" ? { state, go: "back" } : { state: refitted({ ...state, filter: "" }) };
  if (key.kind === "named" && key.name === "enter")
    return selected === undefined ? { state } : { state, open: selected.what };
  const mode = key.kind === "text" ? modeOf(key.text, state, selected) : undefined;
  return {
    state: mode === undefined ? { ...state, window: moveInList(state.window, movement(key)) } : { ...state, mode },
  };
}

function modeOf(letter: string, { filter }: ListsState, selected: ListItem | undefined): Mode | undefined {
  if (letter === "/") return { kind: "search", line: lineEdit(filter) };
  const form = formOf(letter, selected);
  return form === undefined ? undefined : { kind: "form", form, isBusy: false };
}

function formOf(letter: string, selected: ListItem | undefined): Form | undefined {
  if (letter === "n") return newForm();
  if (letter === "i") return importForm();
  if (letter === "o") return openForm();
  return letter === "t" && selected !== undefined
    ? templateForm(selected.name, selected.what, selected.description?.title ?? "")
    : undefined;
}
