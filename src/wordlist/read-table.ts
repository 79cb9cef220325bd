import { CsvError, parse } from "csv-parse/sync";
import { hasControls } from "./control-characters.ts";
import type { Problem } from "./problem.ts";

/** A data row of a CSV file with its line, from 1; the heading is line 1. Cells are trimmed. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  readonly problems: readonly Problem[];
}

interface Read {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Reads CSV as people save it: what can be mended in reading is read and told, what cannot is told and left out. Never throws on text. */
export function readTable(text: string, file: string): Table {
  const problems: Problem[] = [];
  if (text.startsWith("\uFEFF")) problems.push({ code: "byte-order-mark", file, row: 1, words: [] });
  if (text.includes("\r\n")) problems.push({ code: "crlf", file, row: 0, words: [] });
  const records = parseRecords(text.replace(/^\uFEFF/u, ""), file, problems);
  const [first, ...rest] = records;
  if (first === undefined) {
    if (problems.every(({ code }) => code !== "not-csv"))
      problems.push({ code: "empty-file", file, row: 0, words: [] });
    return { header: [], rows: [], problems };
  }
  const header = first.record.map((cell) => cell.trim());
  const repeated = header.filter((name, i) => header.indexOf(name) !== i);
  if (repeated.length > 0) problems.push({ code: "duplicate-header", file, row: 1, words: repeated });
  const rows = rest.map(({ record, info }) => tableRow(record, info.lines, header.length, file, problems));
  return { header, rows: rows.filter((row) => row !== undefined), problems };
}

function parseRecords(text: string, file: string, problems: Problem[]): readonly Read[] {
  try {
    return parse(text, { info: true, relax_column_count: true, skip_empty_lines: true }) as unknown as Read[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = error["lines"];
    problems.push({
      code: "not-csv",
      file,
      row: typeof line === "number" ? line : 0,
      words: [],
      found: error.message.replace(/\.*$/u, ""),
    });
    return [];
  }
}

function tableRow(
  record: readonly string[],
  row: number,
  expected: number,
  file: string,
  problems: Problem[],
): TableRow | undefined {
  if (record.length !== expected) {
    problems.push({ code: "row-length", file, row, words: record, expected, found: record.length });
    return undefined;
  }
  const cells = record.map((cell) => cell.trim());
  const untrimmed = record.filter((cell, i) => cell !== cells[i]);
  if (untrimmed.length > 0) problems.push({ code: "untrimmed-cell", file, row, words: untrimmed });
  const controlled = cells.filter(hasControls);
  if (controlled.length > 0) {
    problems.push({ code: "control-character", file, row, words: controlled, cells });
    return undefined;
  }
  return { row, cells };
}
