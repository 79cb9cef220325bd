import { cursorOf, placedAt } from "./cursor.ts";
import { said } from "./change.ts";
import { cellsOf, rowCount } from "./sheet.ts";
import { draftOf, type Editing } from "./state.ts";

/** Goes to the next cell that holds the text, whatever its case, forwards or backwards and around the end. Cost: the sheet's cells, once. */
export function found(state: Editing, text: string, step: 1 | -1): Editing {
  const wanted = text.toLowerCase();
  if (wanted === "") return state;
  const { sheet } = state;
  const draft = draftOf(state);
  const rows = rowCount(draft, sheet);
  const { window, column } = cursorOf(state);
  for (let i = 0; i <= rows; i += 1) {
    const row = (((window.selected + i * step) % rows) + rows) % rows;
    const columns = cellsOf(draft, sheet, row).flatMap((cell, at) =>
      cell.toLowerCase().includes(wanted) && isOn(at, column, i, step, rows) ? [at] : [],
    );
    const at = step === 1 ? columns[0] : columns.at(-1);
    if (at !== undefined) return placedAt(state, { sheet, row, column: at });
  }
  return said(state, `“${text}” is not on this sheet.`);
}

/** In the row one comes from only what lies ahead counts, and around the end what lies behind. */
function isOn(at: number, column: number, i: number, step: 1 | -1, rows: number): boolean {
  if (i === 0) return (at - column) * step > 0;
  return i < rows || (at - column) * step <= 0;
}
