import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { UserError } from "../../text/user-error.ts";
import type { ForeignFormat } from "./foreign-format.ts";
import type { FoundRow } from "./place-rows.ts";

export interface ForeignFile {
  readonly name: string;
  readonly text: string;
}

/** Counterparts as a file lists them, and the headings of its columns where it has some. */
export interface ForeignRows {
  readonly headings?: readonly string[];
  readonly rows: readonly FoundRow[];
}

export interface ForeignOptions {
  /** Whether the first row of a table is a heading. */
  readonly hasHeading?: boolean;
  /** Which entry of a JSON object, or which axis of descriptors.json, is meant. */
  readonly entry?: string;
}

/**
 * Reads a list that somebody else made. `csv`, `tsv`: counterparts in a row (WinoBias' swaps are such a file). `json`: rows of words, an object of words
 * to words, or an object of columns. `holisticbias`: descriptors.json, each descriptor alone, since it names no counterparts. `columns`: a plain file for
 * each demographic, line by line. Throws UserError where a file has another form.
 */
export function readForeign(
  format: ForeignFormat,
  files: readonly ForeignFile[],
  options: ForeignOptions = {},
): ForeignRows {
  const [file] = files;
  if (file === undefined) throw new UserError("words import: expected a file but found none. Name one.");
  if (format === "columns") return readColumns(files);
  if (files.length > 1) {
    throw new UserError(
      `words import: expected one ${format} file but found ${files.length}. Import them one by one, or use --format columns for one file a demographic.`,
    );
  }
  if (format === "csv" || format === "tsv") return readPairs(file, format, options.hasHeading === true);
  const contents = parseJson(file);
  return format === "json"
    ? readJson(contents, file.name, options.entry)
    : readDescriptors(contents, file.name, options.entry);
}

const plain = (text: string): string => text.replace(/^\uFEFF/u, "");

function readPairs(file: ForeignFile, format: "csv" | "tsv", hasHeading: boolean): ForeignRows {
  try {
    const records = parse(plain(file.text), {
      delimiter: format === "csv" ? "," : "\t",
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    const rows = records.map(({ record, info }) => ({ line: info.lines, words: record }));
    expectSeparated(rows, file.name, format);
    const [heading, ...rest] = rows;
    return hasHeading ? { headings: heading?.words ?? [], rows: rest } : { rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UserError(
      `${file.name}: expected ${format.toUpperCase()} but found: ${error.message.replace(/\.*$/u, "")}. Mend the row, or name another --format.`,
    );
  }
}

const signs = { ",": "commas", ";": "semicolons", "\t": "tabs" } as const;

/** Throws UserError where every line is one cell that holds another sign that tables are separated by: nothing is guessed from it. */
function expectSeparated(rows: readonly FoundRow[], name: string, format: "csv" | "tsv"): void {
  const other = (Object.keys(signs) as (keyof typeof signs)[]).find((sign) =>
    rows.every(({ words }) => words.length === 1 && words[0]?.includes(sign) === true),
  );
  if (rows.length === 0 || other === undefined) return;
  const expected = signs[format === "csv" ? "," : "\t"];
  const otherwise = other === ";" ? `Save it with ${expected}.` : `Use --format ${format === "csv" ? "tsv" : "csv"}.`;
  throw new UserError(`${name}: expected ${expected} between the words but found ${signs[other]}. ${otherwise}`);
}

function readColumns(files: readonly ForeignFile[]): ForeignRows {
  const columns = files.map(({ text }) => plain(text).split(/\r?\n/u));
  const lines = Math.max(...columns.map(({ length }) => length));
  const rows = Array.from({ length: lines }, (_, i) => ({
    line: i + 1,
    words: columns.map((column) => (column[i] ?? "").trim()),
  }));
  return { rows: rows.filter(({ words }) => words.some((word) => word !== "")) };
}

function parseJson({ name, text }: ForeignFile): unknown {
  try {
    return JSON.parse(plain(text));
  } catch (error) {
    const found = error instanceof Error ? error.message : "other text";
    throw new UserError(`${name}: expected JSON but found: ${found}. Mend the file, or name another --format.`);
  }
}

const word = z.string().transform((text) => text.trim());
const shapes = {
  rows: z.array(z.array(word).min(1)).min(1),
  swaps: z.record(word, word),
  columns: z.record(z.string(), z.array(word).min(1)),
};

function readJson(contents: unknown, name: string, entry: string | undefined): ForeignRows {
  if (entry !== undefined) return readJson(entryOf(contents, name, entry), `${name}, entry ${entry}`, undefined);
  const rows = shapes.rows.safeParse(contents);
  if (rows.success) return { rows: rows.data.map((words, i) => ({ line: i + 1, words })) };
  const swaps = shapes.swaps.safeParse(contents);
  if (swaps.success) return { rows: Object.entries(swaps.data).map((words, i) => ({ line: i + 1, words })) };
  const columns = shapes.columns.safeParse(contents);
  if (columns.success && Object.keys(columns.data).length > 1) {
    const lists = Object.values(columns.data);
    const lines = Math.max(...lists.map(({ length }) => length));
    return {
      headings: Object.keys(columns.data),
      rows: Array.from({ length: lines }, (_, i) => ({ line: i + 1, words: lists.map((list) => list[i] ?? "") })),
    };
  }
  throw new UserError(
    `${name}: expected rows of words, an object of words to words, or an object of columns but found another shape. ${partsOf(contents)}`,
  );
}

/** What to do about a shape that holds no words itself. */
function partsOf(contents: unknown): string {
  const parts = z.record(z.string(), z.looseObject({}).or(z.array(z.unknown()))).safeParse(contents);
  if (!parts.success || Array.isArray(contents)) return "Mend the file, or name another --format.";
  const names = Object.keys(parts.data);
  const shown = names.slice(0, 20).join(", ");
  return `It has parts: ${shown}${names.length > 20 ? ", …" : ""}. Name the one that holds the words, as in --entry ${names[0] ?? "gender"}, or --format holisticbias for descriptors by axis.`;
}

function entryOf(contents: unknown, name: string, entry: string): unknown {
  const object = z.record(z.string(), z.unknown()).safeParse(contents);
  const keys = object.success ? Object.keys(object.data) : [];
  if (!keys.includes(entry)) {
    const found = keys.length === 0 ? "no object" : keys.slice(0, 20).join(", ");
    throw new UserError(`${name}: expected an entry "${entry}" but found ${found}. Name one of these with --entry.`);
  }
  return object.data?.[entry];
}

const descriptors = z.record(z.string(), z.array(z.union([word, z.object({ descriptor: word }).loose()])));

function readDescriptors(contents: unknown, name: string, axis: string | undefined): ForeignRows {
  if (axis === undefined) {
    const axes = z.record(z.string(), z.unknown()).safeParse(contents);
    const found = axes.success ? Object.keys(axes.data).join(", ") : "no object";
    throw new UserError(`${name}: expected --entry with an axis but found none named. The file has: ${found}.`);
  }
  const buckets = descriptors.safeParse(entryOf(contents, name, axis));
  if (!buckets.success) {
    throw new UserError(
      `${name}, axis ${axis}: expected buckets of descriptors but found another shape. Is it HolisticBias' descriptors.json?`,
    );
  }
  const words = Object.values(buckets.data)
    .flat()
    .map((one) => (typeof one === "string" ? one : one.descriptor));
  return { rows: [...new Set(words)].map((one, i) => ({ line: i + 1, words: [one] })) };
}
