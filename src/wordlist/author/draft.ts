import { UserError } from "../../text/user-error.ts";
import { explain } from "../explain.ts";
import { parseListDescription } from "../list-description.ts";
import { readTable, type Table } from "../read-table.ts";
import type { WordListFiles } from "../read-word-list.ts";
import type { ListDescription } from "../word-list.ts";

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
 * stands in columns that are unknown. Throws UserError where list.json is unusable or a table is no CSV: writing such a draft would lose its rows.
 */
export function readDraft(files: WordListFiles, folder: string): Draft {
  const description = parseListDescription(files.description, `${folder}/list.json`);
  const names = description.demographics.map(({ name }) => name);
  return {
    description,
    equality: cellsOf(readTable(files.equality, `${folder}/equality.csv`), [...names, "role", "number", "note"]).map(
      (cells) => {
        const [role = "", number = "", note = ""] = cells.slice(names.length);
        return { words: cells.slice(0, names.length), role, number, note };
      },
    ),
    neutral: readListed(files.neutral, `${folder}/neutral.csv`),
    general: readListed(files.general, `${folder}/general.csv`),
  };
}

function readListed(text: string | undefined, file: string): readonly DraftWord[] {
  if (text === undefined) return [];
  return cellsOf(readTable(text, file), ["word", "note"]).map(([word = "", note = ""]) => ({ word, note }));
}

/** Each row's cells under the wanted columns, in the file's order; all that stands elsewhere is added to the last of them. */
function cellsOf({ header, rows, problems }: Table, columns: readonly string[]): readonly (readonly string[])[] {
  const unreadable = problems.find(({ code }) => code === "not-csv");
  if (unreadable !== undefined) {
    const { message, fix } = explain(unreadable);
    throw new UserError(`${message} ${fix}`);
  }
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
