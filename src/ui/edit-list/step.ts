import type { Key } from "../kernel/key.ts";
import type { Size, Step, UiEvent } from "../kernel/screen.ts";
import type { PanelEvent } from "../list-panels/panel.ts";
import { stepPanels } from "../list-panels/step-panels.ts";
import { edited, said } from "./change.ts";
import { commanded } from "./commands.ts";
import { layoutFor, placedAt, refitted } from "./cursor.ts";
import { lineEdit } from "../kernel/line-edit.ts";
import { answerLeaving, answerOverwrite, answerRecover } from "./questions.ts";
import {
  draftOf,
  type EditEffect,
  type Editing,
  type EditNews,
  type EditState,
  isUnsaved,
  panelInputOf,
  startEditing,
} from "./state.ts";
import { type Answer, typed } from "./typing.ts";

type EditStep = Step<EditState, EditEffect>;

/** A screen that is about to read a list. */
export const startOpening = (what: string): EditStep => ({
  state: { kind: "opening", what, size: { columns: 80, rows: 24 } },
  effects: [{ kind: "open" }],
});

/** One step. After it the draft is kept where it has changed, and the panels know where the author is. */
export function stepEdit(state: EditState, event: UiEvent<EditNews>): EditStep {
  if (state.kind === "opening") return whileOpening(state, event);
  if (event.kind === "size") return sized({ ...state, size: event.size });
  if (event.kind === "news") return settled(state, told(state, event.news));
  const { message: _, ...quiet } = state;
  return settled(state, pressed(quiet, event.key));
}

function whileOpening(state: Extract<EditState, { kind: "opening" }>, event: UiEvent<EditNews>): EditStep {
  if (event.kind === "size") return { state: { ...state, size: event.size } };
  if (event.kind === "key") {
    const isEscape = event.key.kind === "named" && event.key.name === "escape";
    return isEscape ? { state, go: "back" } : { state };
  }
  const { news } = event;
  if (news.kind === "cannot open") return { state: { ...state, failure: news.message } };
  if (news.kind !== "opened") return { state };
  const opened = startEditing(news, state.size);
  const effects = opened.effects.map((effect): EditEffect => ({ kind: "panel", effect }));
  const next = sized(refitted(opened.state));
  return { ...next, effects: [...effects, ...(next.effects ?? [])] };
}

/** Everything fitted to the size of the terminal and to whether panels are shown. */
function sized(state: Editing): EditStep {
  const { panels } = layoutFor(state);
  const fitted = refitted(state);
  return panels === undefined ? { state: fitted } : toPanels(fitted, { kind: "size", size: panelSize(panels) });
}

const panelSize = ({ columns, rows }: Size): Size => ({ columns, rows });

function pressed(state: Editing, key: Key): Answer {
  const { mode } = state;
  switch (mode.kind) {
    case "move":
      return commanded(state, key);
    case "panels":
      return toPanels(state, { kind: "key", key });
    case "leaving":
      return answerLeaving(state, key);
    case "recover":
      return answerRecover(state, mode, key);
    case "overwrite":
      return answerOverwrite(state, mode, key);
    default:
      return typed(state, mode, key);
  }
}

function told(state: Editing, news: EditNews): Answer {
  switch (news.kind) {
    case "panel":
      return toPanels(state, { kind: "news", news: news.news });
    case "kept":
      return { state: { ...state, kept: news.draft } };
    case "saved":
      return wasSaved(state, news);
    case "changed elsewhere":
      return { state: { ...state, mode: { kind: "overwrite", leave: news.leave } } };
    case "not saved":
      return { state: notSaved(state, news) };
    default:
      return { state };
  }
}

function wasSaved(state: Editing, { list, draft, leave }: Extract<EditNews, { kind: "saved" }>): Answer {
  const next = said({ ...state, list, saved: draft }, `Saved in ${list.shown}.`);
  if (draftOf(next) === draft) return leave ? { state: next, go: "back" } : { state: next };
  const kept = { list: list.key, base: list.base, draft: draftOf(next) }; // what was changed while it was saved
  return { state: next, effects: [{ kind: "keep", kept }] };
}

function notSaved(state: Editing, { message, copyTo, leave }: Extract<EditNews, { kind: "not saved" }>): Editing {
  const next = said(state, message);
  return copyTo === undefined || state.mode.kind !== "move"
    ? next
    : { ...next, mode: { kind: "folder", line: lineEdit(copyTo), leave } };
}

/** The panels after an event, and what they ask the editor for. */
function toPanels(state: Editing, event: PanelEvent): Answer {
  const { state: panels, effects, edits = [], goTo, prompt, leave } = stepPanels(state.panels, event);
  let next: Editing = { ...state, panels };
  if (edits.length > 0) next = edited(next, edits);
  if (goTo !== undefined) next = placedAt(next, { sheet: goTo.table, row: goTo.row, column: goTo.column });
  if (prompt !== undefined) next = { ...next, prompt };
  if (leave === true || goTo !== undefined) next = { ...next, mode: { kind: "move" } };
  return { state: next, effects: effects.map((effect) => ({ kind: "panel", effect })) };
}

/** What every step ends with: the panels hear of a change or of another selection; a changed draft is kept, one that is as saved is kept no longer. */
function settled(before: Editing, { state, effects = [], go }: Answer): EditStep {
  const done = [...effects, ...keeping(before, state)];
  const heard = hears(before, state) ? toPanels(state, { kind: "input", input: panelInputOf(state) }) : { state };
  const shown = isDividedAs(before, heard.state) ? { state: heard.state } : sized(heard.state);
  return {
    state: shown.state,
    effects: [...done, ...(heard.effects ?? []), ...(shown.effects ?? [])],
    ...(go === undefined ? {} : { go }),
  };
}

/** Whether panels have the room that they had. */
function isDividedAs(before: Editing, after: Editing): boolean {
  const [had, has] = [layoutFor(before).panels, layoutFor(after).panels];
  return had?.rows === has?.rows && had?.columns === has?.columns;
}

function keeping(before: Editing, after: Editing): readonly EditEffect[] {
  const draft = draftOf(after);
  if (draft === draftOf(before) || draft === after.kept) return [];
  const { key, base } = after.list;
  return isUnsaved(after) ? [{ kind: "keep", kept: { list: key, base, draft } }] : [{ kind: "drop", key, draft }];
}

const hears = (before: Editing, after: Editing): boolean =>
  draftOf(before) !== draftOf(after) ||
  before.sheet !== after.sheet ||
  before.cursors !== after.cursors ||
  before.prompt !== after.prompt ||
  before.list !== after.list;
