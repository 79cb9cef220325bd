import type { Draft, DraftRow } from "../../wordlist/author/draft.ts";
import type { ListEdit } from "../../wordlist/author/list-edit.ts";
import { fieldsOf } from "./fields.ts";

/** What of a list is shown as a table: its orbits (E), its neutral (N) and general (G) words, and what list.json says. */
export type Sheet = "equality" | "neutral" | "general" | "about";

export const sheets: readonly Sheet[] = ["equality", "neutral", "general", "about"];

const details = ["role", "number", "note"] as const;

/** The headings of a sheet's columns; those of the orbits begin with the demographics. */
export function headingsOf({ description }: Draft, sheet: Sheet): readonly string[] {
  if (sheet === "equality") return [...description.demographics.map(({ name }) => name), ...details];
  return sheet === "about" ? ["value"] : ["word", "note"];
}

export const rowCount = (draft: Draft, sheet: Sheet): number =>
  sheet === "about" ? fieldsOf(draft).length : draft[sheet].length;

const rowCells = ({ words, role, number, note }: DraftRow): readonly string[] => [...words, role, number, note];

/** The row of these cells, as many as its sheet has columns. */
export function rowOf(cells: readonly string[]): DraftRow {
  const [role = "", number = "", note = ""] = cells.slice(-details.length);
  return { words: cells.slice(0, -details.length), role, number, note };
}

/** The cells of a row, none where there is no such row. */
export function cellsOf(draft: Draft, sheet: Sheet, row: number): readonly string[] {
  if (sheet === "equality") {
    const found = draft.equality[row];
    return found === undefined ? [] : rowCells(found);
  }
  if (sheet === "about") {
    const field = fieldsOf(draft)[row];
    return field === undefined ? [] : [field.text];
  }
  const found = draft[sheet][row];
  return found === undefined ? [] : [found.word, found.note];
}

/** The edit that writes a text into a cell, or why it cannot stand there. Undefined where there is no such cell. */
export function writeCell(
  draft: Draft,
  { sheet, row, column }: { readonly sheet: Sheet; readonly row: number; readonly column: number },
  typed: string,
): ListEdit | string | undefined {
  const text = typed.trim();
  if (sheet === "about") return fieldsOf(draft)[row]?.write(text);
  if (sheet === "equality") return draft.equality[row] === undefined ? undefined : writeRow(draft, row, column, text);
  const listed = draft[sheet][row];
  if (listed === undefined) return undefined;
  const word = column === 0 ? { ...listed, word: text } : { ...listed, note: text };
  return { kind: "set-listed", table: sheet, at: row, word };
}

function writeRow({ description }: Draft, row: number, column: number, text: string): ListEdit | undefined {
  const { length } = description.demographics;
  if (column < length) return { kind: "set-word", row, column, word: text };
  const detail = details[column - length];
  return detail === undefined ? undefined : { kind: "set-detail", row, detail, text };
}

/** An orbit with nothing in it yet. */
export const emptyRow = ({ description }: Draft): DraftRow => ({
  words: description.demographics.map(() => ""),
  role: "",
  number: "",
  note: "",
});
