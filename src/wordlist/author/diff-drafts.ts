import type { Draft, DraftRow, DraftWord } from "./draft.ts";
import type { WordTable } from "./list-edit.ts";

/** One difference between two lists, seen from the first. */
export type DraftChange =
  | { readonly kind: "field"; readonly field: string; readonly before: string; readonly after: string }
  | { readonly kind: "row-added" | "row-removed"; readonly words: readonly string[] }
  | { readonly kind: "row-changed"; readonly before: readonly string[]; readonly after: readonly string[] }
  | { readonly kind: "word-added" | "word-removed"; readonly table: WordTable; readonly word: string };

/** What has to change in `before` to have the words of `after`. Order of rows, notes and roles do not count. Law: empty for a list and itself. */
export function diffDrafts(before: Draft, after: Draft): readonly DraftChange[] {
  return [
    ...fields(before, after),
    ...rows(before.equality, after.equality),
    ...(["neutral", "general"] as const).flatMap((table) => listed(table, before[table], after[table])),
  ];
}

/** The fields that people write, as text. */
const flat = (description: Draft["description"]): Readonly<Record<string, string>> => ({
  title: description.title,
  demographics: description.demographics.map(({ name }) => name).join(", "),
  phrases: description.demographics.map(({ phrase }) => phrase).join(", "),
  nouns: listedOrEmpty(description.demographics.map(({ noun }) => noun)),
  adjectives: listedOrEmpty(description.demographics.map(({ adjective }) => adjective)),
  case: description.case,
  severalTokens: description.severalTokens,
  partition: description.partition,
  source: description.source,
  licence: description.licence,
  note: description.note ?? "",
});

/** Empty where no demographic has any. */
const listedOrEmpty = (words: readonly (string | undefined)[]): string =>
  words.every((word) => word === undefined) ? "" : words.map((word) => word ?? "none").join(", ");

function fields({ description: a }: Draft, { description: b }: Draft): readonly DraftChange[] {
  const [from, to] = [flat(a), flat(b)];
  return Object.keys(from).flatMap((field): DraftChange[] => {
    const [before = "", after = ""] = [from[field], to[field]];
    return before === after ? [] : [{ kind: "field", field, before, after }];
  });
}

const key = ({ words }: DraftRow): string => JSON.stringify(words);

/** A row that is gone and a new one that share a word are one row that changed. Cost: linear in the rows. */
function rows(before: readonly DraftRow[], after: readonly DraftRow[]): readonly DraftChange[] {
  const [had, has] = [new Set(before.map(key)), new Set(after.map(key))];
  const fresh = new Set(after.filter((row) => !had.has(key(row))));
  const successorOf = successors(fresh);
  const gone = before
    .filter((row) => !has.has(key(row)))
    .map((row): DraftChange => {
      const successor = successorOf(row);
      if (successor === undefined) return { kind: "row-removed", words: row.words };
      fresh.delete(successor);
      return { kind: "row-changed", before: row.words, after: successor.words };
    });
  return [...gone, ...Array.from(fresh, ({ words }): DraftChange => ({ kind: "row-added", words }))];
}

/** Finds the first of the rows that are still there which shares a word with another. */
function successors(rows: ReadonlySet<DraftRow>): (row: DraftRow) => DraftRow | undefined {
  const places = new Map([...rows].map((row, i) => [row, i]));
  const holders = new Map<string, DraftRow[]>();
  for (const row of [...rows].toReversed())
    for (const word of row.words)
      holders
        .set(word, holders.get(word) ?? [])
        .get(word)
        ?.push(row);
  const firstWith = (word: string): DraftRow | undefined => {
    const held = holders.get(word) ?? []; // the first of them stands last
    for (let last = held.at(-1); last !== undefined; last = held.at(-1)) {
      if (rows.has(last)) return last;
      held.pop();
    }
    return undefined;
  };
  return ({ words }) =>
    words
      .filter((word) => word !== "")
      .flatMap((word) => firstWith(word) ?? [])
      .toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))[0];
}

function listed(table: WordTable, before: readonly DraftWord[], after: readonly DraftWord[]): readonly DraftChange[] {
  const [had, has] = [new Set(before.map(({ word }) => word)), new Set(after.map(({ word }) => word))];
  return [
    ...[...had].filter((word) => !has.has(word)).map((word): DraftChange => ({ kind: "word-removed", table, word })),
    ...[...has].filter((word) => !had.has(word)).map((word): DraftChange => ({ kind: "word-added", table, word })),
  ];
}
