import { nearest } from "../../text/nearest.ts";
import { UserError } from "../../text/user-error.ts";
import { explain } from "../explain.ts";
import { parseListDescription } from "../list-description.ts";
import { readTable } from "../read-table.ts";
import type { WordListFiles } from "../read-word-list.ts";
import type { ListDescription } from "../word-list.ts";
import { namesProblem } from "./demographic-names.ts";

/** An orbit while it is being written: a cell may still be empty. */
export interface DraftRow {
  readonly words: readonly string[];
  readonly role: string;
  readonly number: string;
  readonly note: string;
}

/** A word of neutral.csv or general.csv. */
export interface DraftWord {
  readonly word: string;
  readonly note: string;
}

/** A word list while it is being written. Row i of a table is line i + 2 of its file. */
export interface Draft {
  readonly description: ListDescription;
  readonly equality: readonly DraftRow[];
  readonly neutral: readonly DraftWord[];
  readonly general: readonly DraftWord[];
}

/**
 * The draft in a list's files. No word is lost: a row that is too short gets empty cells, what a row has too much goes to its note, and so does what
 * stands in columns that are unknown. Throws UserError where list.json is unusable, a table is no CSV, or a column of words is missing from it: writing
 * such a draft would lose its words.
 */
export function readDraft(files: WordListFiles, folder: string): Draft {
  const description = parseListDescription(files.description, `${folder}/list.json`);
  const names = description.demographics.map(({ name }) => name);
  const unusable = namesProblem(names);
  if (unusable !== undefined)
    throw new UserError(
      `${folder}/list.json: expected a name of its own for each demographic but found ${names.join(", ")}. ${unusable} Rename it here and in the heading of equality.csv.`,
    );
  return {
    description,
    equality: cellsOf(files.equality, `${folder}/equality.csv`, names, ["role", "number", "note"]).map((cells) => {
      const [role = "", number = "", note = ""] = cells.slice(names.length);
      return { words: cells.slice(0, names.length), role, number, note };
    }),
    neutral: readListed(files.neutral, `${folder}/neutral.csv`),
    general: readListed(files.general, `${folder}/general.csv`),
  };
}

const readListed = (text: string | undefined, file: string): readonly DraftWord[] =>
  text === undefined ? [] : cellsOf(text, file, ["word"], ["note"]).map(([word = "", note = ""]) => ({ word, note }));

/** Each row's cells under the columns of words and of details, in the file's order; all that stands elsewhere is added to the last of them. */
function cellsOf(
  text: string,
  file: string,
  words: readonly string[],
  details: readonly string[],
): readonly (readonly string[])[] {
  const { header, rows, problems } = readTable(text, file);
  const unreadable = problems.find(({ code }) => code === "not-csv");
  if (unreadable !== undefined) {
    const { message, fix } = explain(unreadable);
    throw new UserError(`${message} ${fix}`);
  }
  const columns = [...words, ...details];
  if (header.length > 0) expectColumns(header, words, columns, file);
  const broken = problems.flatMap((problem) => {
    if (problem.code === "row-length") return [{ row: problem.row, cells: problem.words.map((cell) => cell.trim()) }];
    return problem.code === "control-character" ? [{ row: problem.row, cells: problem.cells }] : [];
  });
  const at = columns.map((name) => header.indexOf(name));
  return [...rows, ...broken]
    .toSorted((a, b) => a.row - b.row)
    .map(({ cells }) => {
      const rest = cells.filter((cell, i) => cell !== "" && !at.includes(i));
      const wanted = at.map((i) => cells[i] ?? "");
      return [...wanted.slice(0, -1), [wanted.at(-1), ...rest].filter((part) => part !== "").join("; ")];
    });
}

/** Throws UserError where a column of words is missing, with the heading that may be meant. */
function expectColumns(
  header: readonly string[],
  words: readonly string[],
  columns: readonly string[],
  file: string,
): void {
  const missing = words.filter((name) => !header.includes(name));
  if (missing.length === 0) return;
  const unknown = header.filter((name) => !columns.includes(name));
  const renames = missing.flatMap((name) => {
    const near = nearest(name, unknown);
    return near === undefined ? [] : [`Rename the heading "${near}" to "${name}".`];
  });
  const next = renames.length > 0 ? renames.join(" ") : `Mend the heading, as in ${columns.join(",")}.`;
  const expected = missing.length === 1 ? "a column" : "columns";
  throw new UserError(`${file}, row 1: expected ${expected} ${quoted(missing)} but found ${quoted(header)}. ${next}`);
}

const quoted = (names: readonly string[]): string => {
  const shown = names.slice(0, 20).map((name) => `"${name}"`);
  return [...shown, ...(names.length > shown.length ? ["…"] : [])].join(", ");
};
