import type { Draft } from "../../wordlist/author/draft.ts";
import { bodyOf } from "../kernel/frame.ts";
import type { KeyName } from "../kernel/key.ts";
import { listWindow, moveInList } from "../kernel/list-window.ts";
import type { Size } from "../kernel/screen.ts";
import { type EditLayout, gutterOf, layoutOf, scrolledTo } from "./layout.ts";
import { cellsOf, headingsOf, rowCount, type Sheet } from "./sheet.ts";
import { type Cursor, draftOf, type Editing } from "./state.ts";

/** The cursor of the sheet in sight. */
export const cursorOf = ({ cursors, sheet }: Editing): Cursor => cursors[sheet];

/** The state with this sheet in sight and its cursor at a place, or at the nearest there is. Cost: what is in sight. */
export function placedAt(
  state: Editing,
  { sheet, row, column }: { readonly sheet: Sheet; readonly row: number; readonly column: number },
): Editing {
  const draft = draftOf(state);
  const { table } = layoutFor({ ...state, sheet });
  const before = state.cursors[sheet];
  const window = listWindow(rowCount(draft, sheet), table.rows, { ...before.window, selected: row });
  const { length: count } = headingsOf(draft, sheet);
  const chosen = Math.max(0, Math.min(count - 1, column));
  const columns = table.columns - gutterOf(window.count);
  const left = scrolledTo(sheet, { count, left: before.left, columns, column: chosen });
  return { ...state, sheet, cursors: { ...state.cursors, [sheet]: { window, column: chosen, left } } };
}

/** How the screen is divided for the sheet in sight. */
export function layoutFor(state: Editing, size: Size = bodyOf(state.size)): EditLayout {
  const { mode, showsPanels, sheet } = state;
  return layoutOf(size, { showsPanels, isInPanels: mode.kind === "panels", count: rowCount(draftOf(state), sheet) });
}

/** The cursor where it is, made valid after the draft, the sheet or the size has changed. */
export function refitted(state: Editing, sheet: Sheet = state.sheet): Editing {
  const { window, column } = state.cursors[sheet];
  return placedAt(state, { sheet, row: window.selected, column });
}

/** The state after a movement key. Home and End go to the first and the last row, as g and G do. */
export function movedCursor(state: Editing, name: KeyName | undefined): Editing {
  const { window, column } = cursorOf(state);
  const { sheet } = state;
  if (name === "left" || name === "right")
    return placedAt(state, { sheet, row: window.selected, column: column + (name === "left" ? -1 : 1) });
  const next = moveInList(window, name);
  return next === window ? state : placedAt(state, { sheet, row: next.selected, column });
}

/** The text under the cursor; undefined in an empty sheet. */
export function selectedText(state: Editing): string | undefined {
  const { window, column } = cursorOf(state);
  return cellsOf(draftOf(state), state.sheet, window.selected)[column];
}

/** The first place where two drafts differ, so that what was undone is in sight. Cost: comparing rows by identity. */
export function firstDifference(
  before: Draft,
  after: Draft,
): { readonly sheet: Sheet; readonly row: number; readonly column: number } | undefined {
  for (const sheet of ["equality", "neutral", "general"] as const) {
    if (before[sheet] === after[sheet]) continue;
    const length = Math.max(before[sheet].length, after[sheet].length);
    for (let row = 0; row < length; row += 1) {
      if (before[sheet][row] === after[sheet][row]) continue;
      const [old, now] = [cellsOf(before, sheet, row), cellsOf(after, sheet, row)];
      return {
        sheet,
        row,
        column: Math.max(
          0,
          now.findIndex((cell, i) => cell !== old[i]),
        ),
      };
    }
  }
  if (before.description === after.description) return undefined;
  const length = rowCount(after, "about");
  const row = Array.from({ length }, (_, i) => i).findIndex(
    (i) => cellsOf(before, "about", i)[0] !== cellsOf(after, "about", i)[0],
  );
  return { sheet: "about", row: Math.max(0, row), column: 0 };
}
