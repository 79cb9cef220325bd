import type { CasePolicy } from "../word-list.ts";
import type { DraftRow } from "./draft.ts";
import { flawOf, type LeftReason, type LeftRow, turnOf, wordKey } from "./place-rows.ts";

export interface MergeRowsOptions {
  /** Demographics, and so words a row. */
  readonly columns: number;
  readonly policy: CasePolicy;
  /** What the two lists are called where a row of the second is left. */
  readonly lists: readonly [first: string, second: string];
}

/** The rows of both lists, and the second's that are not among them; lines are those of the files. */
export interface MergedRows {
  readonly rows: readonly DraftRow[];
  readonly left: readonly LeftRow[];
}

/**
 * The first list's rows as they stand, then the second's that share no word with them. A row of the second that says what an incomplete one begins to say
 * fills its empty cells; one that says the same again is not told. Laws: no row of the first is lost, and no word is added that stands there already.
 * Cost: linear in the rows.
 */
export function mergeRows(
  first: readonly DraftRow[],
  second: readonly DraftRow[],
  options: MergeRowsOptions,
): MergedRows {
  const taken = takenRows(options);
  const [one, other] = options.lists;
  for (const [i, row] of first.entries()) taken.add(row, { line: i + 2, list: one });
  const left: LeftRow[] = [];
  for (const [i, row] of second.entries()) {
    if (taken.says(row)) continue;
    const place = { line: i + 2, list: other };
    const reason = taken.flawOf(row) ?? taken.placed(row, place);
    if (reason !== undefined) left.push({ line: place.line, words: row.words, reason });
  }
  return { rows: taken.rows, left };
}

interface Place {
  readonly line: number;
  readonly list: string;
}

/** Rows that are taken one after the other, with where each of their words stands. */
function takenRows({ columns, policy }: MergeRowsOptions) {
  const keysOf = ({ words }: DraftRow): readonly string[] => words.map(wordKey(policy));
  const saying = (row: DraftRow): string => {
    const words = keysOf(row);
    return JSON.stringify(flawOf(words, columns) === undefined ? turnOf(words) : words);
  };
  const rows: DraftRow[] = [];
  const places: Place[] = [];
  const said = new Set<string>();
  const holders = new Map<string, Set<number>>();
  const put = (row: DraftRow, at: number) => {
    rows[at] = row;
    said.add(saying(row));
    for (const word of keysOf(row))
      if (word !== "") holders.set(word, (holders.get(word) ?? new Set<number>()).add(at));
  };
  const add = (row: DraftRow, place: Place) => {
    places.push(place);
    put(row, rows.length);
  };
  return {
    rows,
    add,
    /** Whether a row that was taken says the same: a turn of this one, or, where it is no orbit, the very same words. */
    says: (row: DraftRow): boolean => said.has(saying(row)),
    flawOf: (row: DraftRow): LeftReason | undefined => flawOf(keysOf(row), columns),
    /** Takes an orbit, or says why it cannot stand beside those that were taken. */
    placed(row: DraftRow, place: Place): LeftReason | undefined {
      const words = keysOf(row);
      const [at, ...more] = new Set(words.flatMap((word) => [...(holders.get(word) ?? [])]));
      if (at === undefined) {
        add(row, place);
        return undefined;
      }
      const begun = rows[at] as DraftRow;
      if (more.length === 0 && completes(words, keysOf(begun))) {
        put(filled(begun, row), at);
        return undefined;
      }
      const word = row.words[words.findIndex((one) => holders.get(one)?.has(at))] as string;
      const { line, list } = places[at] as Place;
      return { code: "conflict", word, lines: [line], others: 1, list };
    },
  };
}

const completes = (words: readonly string[], begun: readonly string[]): boolean =>
  begun.every((word, i) => word === "" || word === words[i]);

const filled = (row: DraftRow, by: DraftRow): DraftRow => ({
  words: row.words.map((word, i) => (word === "" ? (by.words[i] ?? "") : word)),
  role: row.role || by.role,
  number: row.number || by.number,
  note: row.note || by.note,
});
