import { CsvError, parse } from "csv-parse/sync";

/** A pasted table: rows of as many cells each. Of several columns no row is empty. */
export type PastedCells = readonly (readonly string[])[];

/** Text between tabs, or lines: what spreadsheets copy. */
const isTable = (text: string): boolean => /[\t\n]/u.test(text);

/**
 * The cells of pasted text: tabs between them as spreadsheets copy, or commas where there is no tab; undefined where it is one cell. Cells are trimmed,
 * their line breaks are spaces, control characters are left away; lines of empty cells too, but not within one column, whose cells have partners in
 * others. A sentence is why the text is no table.
 */
export function pastedCells(pasted: string): PastedCells | string | undefined {
  const text = pasted.replaceAll(/\r\n?/gu, "\n").replace(/\n+$/u, "");
  const delimiter = text.includes("\t") ? "\t" : ",";
  if (!isTable(text) && !text.includes(",")) return undefined;
  const records = recordsOf(text, delimiter);
  if (typeof records === "string") return isTable(text) ? records : undefined; // a comma in one line may be a sentence's
  const rows = records.map((row) => row.map(cleaned));
  const full = rows.filter(isFull);
  if (rows.every((row) => row.length === 1))
    return full.length > 1 ? rows.slice(0, rows.findLastIndex(isFull) + 1) : undefined;
  return unevenRow(full) ?? (full.length > 0 ? full : undefined);
}

const isFull = (row: readonly string[]): boolean => row.some((cell) => cell !== "");

/** A sentence on the first row that has another number of cells than the first. */
function unevenRow(rows: PastedCells): string | undefined {
  const [first = []] = rows;
  const other = rows.findIndex((row) => row.length !== first.length);
  if (other === -1) return undefined;
  return `Row ${other + 1} of what was pasted has ${cellsIn(rows[other] ?? [])}, the first has ${first.length}.`;
}

function recordsOf(text: string, delimiter: string): PastedCells | string {
  const options = { delimiter, relax_column_count: true, relax_quotes: true };
  try {
    return parse(text, options);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return `What was pasted is no table: ${error.message.replace(/\.*$/u, "")}.`;
  }
}

const cellsIn = ({ length }: readonly string[]): string => `${length} ${length === 1 ? "cell" : "cells"}`;

/** Pasted text as one cell. */
export const cleaned = (text: string): string =>
  text
    .replaceAll(/[\r\n\t]+/gu, " ")
    .replaceAll(/\p{Cc}/gu, "")
    .trim();
