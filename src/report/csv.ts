import { stringify } from "csv-stringify/sync";
import type { AuditResult } from "../audit/result/audit-result.ts";
import type { AuditedText } from "../audit/audited-text.ts";
import { spreadsheetCell } from "../text/spreadsheet-cell.ts";
import { tidyTables, type Value } from "./tidy-tables.ts";
import type { ReportFile, Samples } from "./report-file.ts";
import { sampleColumns } from "./sample-columns.ts";

/** Every table of the record, one row for each figure's place, and the texts: one file each. Texts are read as the file is written. */
export function csvReport(result: AuditResult, samples: Samples): readonly ReportFile[] {
  const tables = tidyTables(result).map(({ name, columns, rows }) => ({
    path: `csv/${name}.csv`,
    content: table([columns, ...rows]),
  }));
  return [...tables, { path: "csv/samples.csv", content: samplesCsv(samples()) }];
}

/** Rows are handed over in pieces of this many. */
const piece = 1000;

/** Texts as a table with a heading, in pieces. See `cell` for what is changed in them. */
export async function* samplesCsv(
  samples: AsyncIterable<AuditedText> | Iterable<AuditedText>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let rows: (readonly Value[])[] = [sampleColumns.map(({ name }) => name)];
  for await (const text of samples) {
    rows.push(sampleRow(text));
    if (rows.length < piece) continue;
    yield encoder.encode(table(rows));
    rows = [];
  }
  yield encoder.encode(table(rows));
}

const sampleRow = (text: AuditedText) => sampleColumns.map(({ value }) => value(text));

const table = (rows: readonly (readonly Value[])[]): string => stringify(rows.map((row) => row.map(cell)));

/** A spreadsheet's cell holds no more characters. */
const longestCell = 32_000;

/**
 * A value as a cell. Numbers stay as they are. In a text, line breaks become ⏎, control characters go, what is over 32,000 characters is cut
 * and counted, and what a spreadsheet would run gets an apostrophe before it: the exact texts are in samples.jsonl and samples.parquet.
 */
function cell(value: Value): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  return spreadsheetCell(value, longestCell);
}
