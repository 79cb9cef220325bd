import { advance, type History, redo, undo } from "../../wordlist/author/history.ts";
import type { Draft } from "../../wordlist/author/draft.ts";
import { applyEdit, type ListEdit } from "../../wordlist/author/list-edit.ts";
import { firstDifference, placedAt, refitted } from "./cursor.ts";
import { draftOf, type Editing } from "./state.ts";

export const said = (state: Editing, message: string): Editing => ({ ...state, message });

/** The state after edits that are undone together. */
export function edited(state: Editing, edits: readonly ListEdit[]): Editing {
  const draft = edits.reduce(applyEdit, draftOf(state));
  return refitted({ ...state, history: advance(state.history, draft) });
}

/** One step back, with what it changed in sight. */
export const undone = (state: Editing): Editing => travelled(state, undo(state.history), "Nothing to undo.");

/** One undone step forth again. */
export const redone = (state: Editing): Editing => travelled(state, redo(state.history), "Nothing to redo.");

function travelled(state: Editing, history: History<Draft>, otherwise: string): Editing {
  if (history === state.history) return said(state, otherwise);
  const place = firstDifference(draftOf(state), history.present);
  const next = { ...state, history };
  return place === undefined ? refitted(next) : placedAt(next, place);
}
