import type { Key } from "../kernel/key.ts";
import type { Size, Step, UiEvent } from "../kernel/screen.ts";
import type { PanelEvent } from "../list-panels/panel.ts";
import { stepPanels } from "../list-panels/step-panels.ts";
import type { Answer } from "./answer.ts";
import { edited } from "./change.ts";
import { commanded } from "./commands.ts";
import { layoutFor, placedAt, refitted } from "./cursor.ts";
import { answerLeaving, answerOverwrite, answerRecover } from "./questions.ts";
import { wasChangedElsewhere, wasNotSaved, wasSaved } from "./saving.ts";
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
import { typed } from "./typing.ts";

type EditStep = Step<EditState, EditEffect>;
type HeardEvent = Exclude<UiEvent<EditNews>, { kind: "shown" }>;

/** A screen that is about to read a list. */
export const startOpening = (what: string): EditStep => ({
  state: { kind: "opening", what, size: { columns: 80, rows: 24 } },
  effects: [{ kind: "open" }],
});

/** One step. After it the draft is kept where it has changed, and the panels know where the author is. */
export function stepEdit(state: EditState, event: UiEvent<EditNews>): EditStep {
  if (event.kind === "shown") return { state };
  if (state.kind === "opening") return whileOpening(state, event);
  if (event.kind === "size") return sized({ ...state, size: event.size });
  if (event.kind === "news") return settled(state, told(state, event.news));
  const { message: _, ...quiet } = state;
  return settled(state, pressed(quiet, event.key));
}

function whileOpening(state: Extract<EditState, { kind: "opening" }>, event: HeardEvent): EditStep {
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
      return { state: news.draft === draftOf(state) ? { ...state, kept: news.draft } : state };
    case "saved":
      return wasSaved(state, news);
    case "changed elsewhere":
      return wasChangedElsewhere(state, news);
    case "not saved":
      return wasNotSaved(state, news);
    default:
      return { state };
  }
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
  const { state: next, effects: kept } = keeping(before, state);
  const done = [...effects, ...kept];
  const heard = hears(before, next) ? toPanels(next, { kind: "input", input: panelInputOf(next) }) : { state: next };
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

/** A changed draft is kept once its writing is told, whatever the recovery file held before; one that was taken up from there is kept already. */
function keeping(before: Editing, after: Editing): Required<Pick<Answer, "state" | "effects">> {
  const draft = draftOf(after);
  const isTakenUp = after.kept === draft && after.kept !== before.kept;
  if (draft === draftOf(before) || isTakenUp) return { state: after, effects: [] };
  const { key, base } = after.list;
  return {
    state: withoutKept(after),
    effects: isUnsaved(after) ? [{ kind: "keep", kept: { list: key, base, draft } }] : [{ kind: "drop", key }],
  };
}

function withoutKept(state: Editing): Editing {
  const { kept: _, ...rest } = state;
  return rest;
}

const hears = (before: Editing, after: Editing): boolean =>
  draftOf(before) !== draftOf(after) ||
  before.sheet !== after.sheet ||
  before.cursors !== after.cursors ||
  before.prompt !== after.prompt ||
  before.list !== after.list;
