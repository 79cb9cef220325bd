import type { ListEdit } from "../../wordlist/author/list-edit.ts";
import { edited, said } from "./change.ts";
import { cursorOf, placedAt } from "./cursor.ts";
import { cleaned, type PastedCells, pastedCells } from "./pasted-cells.ts";
import { cellsOf, headingsOf, rowOf, type Sheet, writeCell } from "./sheet.ts";
import { draftOf, type Editing } from "./state.ts";

/**
 * What was pasted on the selected cell: one text takes the cell's place; a table fills cells from there on to the right and downwards, with new rows
 * below the last one. One step to undo; refused as a whole where it does not fit.
 */
export function pasted(state: Editing, text: string): Editing {
  const cells = state.sheet === "about" ? undefined : pastedCells(text);
  if (typeof cells === "string") return said(state, `${cells} Nothing was pasted.`);
  return cells === undefined ? pastedOver(state, cleaned(text)) : pastedTable(state, cells, text);
}

/** The rows of a table pasted while a new row is typed: the first fills that row, the others stand as new rows below it. Undefined for one text. */
export function pastedRows(state: Editing, text: string): Editing | undefined {
  const cells = state.sheet === "about" ? undefined : pastedCells(text);
  if (cells === undefined) return undefined;
  if (typeof cells === "string") return said(state, `${cells} Nothing was pasted.`);
  const { column } = cursorOf(state);
  return column + widthOf(cells) > headingsOf(draftOf(state), state.sheet).length
    ? said(state, tooWide(state, cells))
    : filledBy(state, cells, 1);
}

function pastedOver(state: Editing, text: string): Editing {
  if (text === "") return said(state, "There was nothing to paste.");
  const { window, column } = cursorOf(state);
  const edit = writeCell(draftOf(state), { sheet: state.sheet, row: window.selected, column }, text);
  if (typeof edit === "string") return said(state, edit);
  if (edit === undefined) return said(state, "No row yet: o adds one.");
  return cellsOf(draftOf(state), state.sheet, window.selected)[column] === text ? state : edited(state, [edit]);
}

const widthOf = ([first = []]: PastedCells): number => first.length;

function pastedTable(state: Editing, cells: PastedCells, text: string): Editing {
  const { window, column } = cursorOf(state);
  if (column + widthOf(cells) <= headingsOf(draftOf(state), state.sheet).length)
    return filledBy(state, cells, Math.min(cells.length, window.count - window.selected));
  const isSentence = cells.length === 1 && !text.includes("\t"); // a note may have commas
  return isSentence ? pastedOver(state, cleaned(text)) : said(state, tooWide(state, cells));
}

function tooWide(state: Editing, cells: PastedCells): string {
  const { column } = cursorOf(state);
  const room = headingsOf(draftOf(state), state.sheet).length - column;
  return `What was pasted is ${widthOf(cells)} columns wide, and from here on there are ${room}. Nothing was pasted.`;
}

/** The state with the cells in place of the same ones of `count` rows from the selected one on. */
function filledBy(state: Editing, cells: PastedCells, count: number): Editing {
  const { sheet } = state;
  if (sheet === "about") return state;
  const draft = draftOf(state);
  const { window, column } = cursorOf(state);
  const at = Math.min(window.selected, window.count);
  const rows = cells.map((pasted, i) => {
    const before = i < count ? cellsOf(draft, sheet, at + i) : headingsOf(draft, sheet).map(() => "");
    return before.map((cell, j) => pasted[j - column] ?? cell);
  });
  const next = edited(state, [replacement(sheet, at, count, rows)]);
  const headings = headingsOf(draft, sheet).slice(column, column + widthOf(cells));
  const added = cells.length - count;
  const what = `${cells.length === 1 ? "1 row" : `${cells.length} rows`} (${added} new) into ${headings.join(", ")}`;
  return said(placedAt(next, { sheet, row: at, column }), `Pasted ${what}. u takes it back.`);
}

const replacement = (
  sheet: Exclude<Sheet, "about">,
  at: number,
  count: number,
  rows: readonly (readonly string[])[],
): ListEdit =>
  sheet === "equality"
    ? { kind: "replace-rows", at, count, rows: rows.map(rowOf) }
    : { kind: "replace-words", table: sheet, at, count, words: rows.map(([word = "", note = ""]) => ({ word, note })) };
