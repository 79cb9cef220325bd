import { extname } from "node:path";
import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { UserError } from "../text/user-error.ts";
import { longestLine, readLines, readText } from "./text-file.ts";

/** A text somebody already has, and its row: data rows of a table, lines of other files, from 1. */
export interface FoundText {
  readonly row: number;
  readonly text: string;
}

/**
 * The texts of a CSV, TSV or JSONL file, or of a file with one text a line (told apart by the name's ending).
 * Reads as it goes: memory does not grow with the file. Throws UserError that names the file and the row.
 *
 * @param column where a table or a JSON object keeps its text; not used for plain files
 */
export function readTexts(path: string, column: string): AsyncGenerator<FoundText> {
  switch (extname(path).toLowerCase()) {
    case ".csv":
      return readTable(path, column, ",");
    case ".tsv":
    case ".tab":
      return readTable(path, column, "\t");
    case ".jsonl":
    case ".ndjson":
      return readObjects(path, column);
    default:
      return readPlain(path);
  }
}

async function* readTable(path: string, column: string, delimiter: string): AsyncGenerator<FoundText> {
  const parser = parse({ delimiter, skip_empty_lines: true, max_record_size: longestLine });
  pipeline(Readable.from(readText(path)), parser, () => {});
  let at = -1;
  let row = -1;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      if (row === 0) at = columnIndex(path, column, cells);
      else yield { row, text: cells[at] ?? "" };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const where = typeof error["lines"] === "number" ? `${path}, line ${error["lines"]}` : path;
    throw new UserError(
      `${where}: expected a table but found this problem: ${error.message.replace(/\.*$/u, "")}. Mend the row, or name the file .txt if it holds one text a line.`,
    );
  }
  if (row < 0)
    throw new UserError(`${path}: expected a heading row but found an empty file. Give it a column "${column}".`);
}

function columnIndex(path: string, column: string, heading: readonly string[]): number {
  const names = heading.map((name) => name.trim());
  const at = names.indexOf(column);
  if (at >= 0) return at;
  const found = names.map((name) => `"${name}"`).join(", ");
  throw new UserError(`${path}: expected a column "${column}" but found ${found}. Name the column with --text-column.`);
}

async function* readObjects(path: string, column: string): AsyncGenerator<FoundText> {
  for await (const { line, text } of readLines(path)) {
    if (text.trim() === "") continue;
    yield { row: line, text: textIn(parseObject(text, `${path}, line ${line}`), column, `${path}, line ${line}`) };
  }
}

function parseObject(text: string, where: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError(
      `${where}: expected one JSON object a line but found something else. Mend the line, or name the file .txt if it holds one text a line.`,
    );
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new UserError(
    `${where}: expected a JSON object but found ${JSON.stringify(value).slice(0, 40)}. Write each text as {"text": "…"}.`,
  );
}

function textIn(object: object, column: string, where: string): string {
  const text: unknown = Object.entries(object).find(([key]) => key === column)?.[1];
  if (typeof text === "string") return text;
  const found =
    Object.keys(object)
      .map((key) => `"${key}"`)
      .join(", ") || "nothing";
  throw new UserError(
    `${where}: expected a text under "${column}" but found ${found}. Name the key with --text-column.`,
  );
}

async function* readPlain(path: string): AsyncGenerator<FoundText> {
  for await (const { line, text } of readLines(path)) {
    if (text.trim() !== "") yield { row: line, text };
  }
}
