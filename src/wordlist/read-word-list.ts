import { parseListDescription } from "./list-description.ts";
import type { Problem } from "./problem.ts";
import { readTable, type Table } from "./read-table.ts";
import type { EqualityRow, ListedWord, WordList } from "./word-list.ts";

/** The text of a word list's files; neutral.csv and general.csv may be absent. */
export interface WordListFiles {
  readonly description: string;
  readonly equality: string;
  readonly neutral?: string | undefined;
  readonly general?: string | undefined;
}

/** A list as far as it could be read, and what was wrong with its files. */
export interface ReadWordList {
  readonly list: WordList;
  readonly problems: readonly Problem[];
}

/** Reads a list from the text of its files. Throws UserError where list.json is unusable; everything else is told as problems. */
export function readWordList(name: string, folder: string, files: WordListFiles): ReadWordList {
  const description = parseListDescription(files.description, `${folder}/list.json`);
  const equality = readEquality(readTable(files.equality, `${folder}/equality.csv`), `${folder}/equality.csv`, {
    demographics: description.demographics.map(({ name }) => name),
  });
  const neutral = readListed(files.neutral, `${folder}/neutral.csv`);
  const general = readListed(files.general, `${folder}/general.csv`);
  return {
    list: { name, folder, description, equality: equality.rows, neutral: neutral.rows, general: general.rows },
    problems: [...equality.problems, ...neutral.problems, ...general.problems],
  };
}

const optionalColumns: ReadonlySet<string> = new Set(["role", "number", "note"]);

function readEquality(
  { header, rows, problems }: Table,
  file: string,
  { demographics }: { readonly demographics: readonly string[] },
): { readonly rows: readonly EqualityRow[]; readonly problems: readonly Problem[] } {
  if (header.length === 0) return { rows: [], problems };
  const at = demographics.map((name) => header.indexOf(name));
  const missing = demographics.filter((_, i) => at[i] === -1);
  const unknown = header.filter((name) => !demographics.includes(name) && !optionalColumns.has(name));
  const ofHeader: Problem[] = [
    ...(missing.length > 0 ? [{ code: "missing-column" as const, file, row: 1, words: missing }] : []),
    ...(unknown.length > 0 ? [{ code: "unknown-column" as const, file, row: 1, words: unknown }] : []),
  ];
  if (missing.length > 0) return { rows: [], problems: [...problems, ...ofHeader] };
  const read = rows.map(({ row, cells }): EqualityRow => {
    const cell = (column: string) => cells[header.indexOf(column)] ?? "";
    return {
      row,
      words: at.map((i) => cells[i] ?? ""),
      role: cell("role"),
      number: cell("number"),
      note: cell("note"),
    };
  });
  const empty = read.filter(({ words }) => words.includes(""));
  return {
    rows: read.filter(({ words }) => !words.includes("")),
    problems: [
      ...problems,
      ...ofHeader,
      ...empty.map(({ row, words }): Problem => ({ code: "empty-cell", file, row, words })),
    ],
  };
}

function readListed(
  text: string | undefined,
  file: string,
): { readonly rows: readonly ListedWord[]; readonly problems: readonly Problem[] } {
  if (text === undefined) return { rows: [], problems: [] };
  const { header, rows, problems } = readTable(text, file);
  if (header.length === 0) return { rows: [], problems };
  const at = header.indexOf("word");
  if (at === -1)
    return { rows: [], problems: [...problems, { code: "missing-column", file, row: 1, words: ["word"] }] };
  const note = header.indexOf("note");
  const read = rows.map(({ row, cells }) => ({ row, word: cells[at] ?? "", note: cells[note] ?? "" }));
  const empty = read.filter(({ word }) => word === "");
  return {
    rows: read.filter(({ word }) => word !== ""),
    problems: [...problems, ...empty.map(({ row }): Problem => ({ code: "empty-cell", file, row, words: [] }))],
  };
}
