import { extname } from "node:path";
import { UserError } from "../../text/user-error.ts";
import { readLines } from "../text-file.ts";
import { columnsAt } from "./columns.ts";
import { commaRows } from "./comma-rows.ts";
import {
  type FoundRow,
  rowsInBatch,
  type TableFormat,
  type TableSettings,
  tableFormats,
  type WantedColumn,
} from "./found-row.ts";
import { keyRows } from "./key-rows.ts";
import { tabRows } from "./tab-rows.ts";

/**
 * Some columns of a CSV, TSV or JSONL file, or the lines of a file with one text a line, in batches of rows. Reads as it goes: memory does not
 * grow with the file. Throws UserError that names the file and the row: no such column, unequal rows, an unclosed quotation mark,
 * nothing in the file, a folder, a binary file, another encoding.
 */
export async function* readColumns(
  path: string,
  wanted: readonly WantedColumn[],
  settings: TableSettings = {},
): AsyncGenerator<readonly FoundRow[]> {
  let batch: FoundRow[] = [];
  for await (const row of rowsOf(path, wanted, settings)) {
    batch.push(row);
    if (batch.length === rowsInBatch) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** How a file is taken to keep its rows, by its name's ending. */
function formatOf(path: string): TableFormat {
  const ending = extname(path).slice(1).toLowerCase();
  const also: Readonly<Record<string, TableFormat>> = { tab: "tsv", ndjson: "jsonl" };
  return tableFormats.find((format) => format === ending) ?? also[ending] ?? "text";
}

function rowsOf(path: string, wanted: readonly WantedColumn[], settings: TableSettings): AsyncGenerator<FoundRow> {
  const { format = formatOf(path), header = true, quotes = true } = settings;
  return {
    csv: () => tableRows(path, wanted, commaRows(path, quotes), header),
    tsv: () => tableRows(path, wanted, tabRows(path, quotes), header),
    jsonl: () => keyRows(path, wanted),
    text: () => lineRows(path, wanted),
  }[format]();
}

async function* tableRows(
  path: string,
  wanted: readonly WantedColumn[],
  rows: AsyncIterable<readonly string[]>,
  header: boolean,
): AsyncGenerator<FoundRow> {
  let at: readonly number[] | undefined;
  let row = 0;
  for await (const cells of rows) {
    const isFirst = at === undefined;
    at ??= columnsAt(path, wanted, cells, header);
    if (!(isFirst && header)) yield { row: ++row, values: at.map((i) => cells[i] ?? "") };
  }
  if (at !== undefined) return;
  const found = wanted.map(({ name }) => `"${name}"`).join(", ");
  throw new UserError(
    `${path}: expected a ${header ? "heading row" : "row"} but found an empty file. Give it ${wanted.length === 1 ? "a column" : "the columns"} ${found}.`,
  );
}

async function* lineRows(path: string, wanted: readonly WantedColumn[]): AsyncGenerator<FoundRow> {
  const [, second] = wanted;
  if (second !== undefined) {
    throw new UserError(
      `${path}: expected a table for ${second.flag} but found a name whose ending says one text a line. Name the file .csv, .tsv or .jsonl, or say --input-format.`,
    );
  }
  for await (const { line, text } of readLines(path)) {
    if (text.trim() !== "") yield { row: line, values: [text] };
  }
}
