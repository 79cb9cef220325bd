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
  case: description.case,
  severalTokens: description.severalTokens,
  partition: description.partition,
  source: description.source,
  licence: description.licence,
  note: description.note ?? "",
});

function fields({ description: a }: Draft, { description: b }: Draft): readonly DraftChange[] {
  const [from, to] = [flat(a), flat(b)];
  return Object.keys(from).flatMap((field): DraftChange[] => {
    const [before = "", after = ""] = [from[field], to[field]];
    return before === after ? [] : [{ kind: "field", field, before, after }];
  });
}

const key = ({ words }: DraftRow): string => JSON.stringify(words);

/** A row that is gone and a new one that share a word are one row that changed. */
function rows(before: readonly DraftRow[], after: readonly DraftRow[]): readonly DraftChange[] {
  const [had, has] = [new Set(before.map(key)), new Set(after.map(key))];
  const added = after.filter((row) => !had.has(key(row)));
  const taken = new Set<DraftRow>();
  const gone = before
    .filter((row) => !has.has(key(row)))
    .map((row): DraftChange => {
      const successor = added.find(
        (other) => !taken.has(other) && other.words.some((word) => word !== "" && row.words.includes(word)),
      );
      if (successor === undefined) return { kind: "row-removed", words: row.words };
      taken.add(successor);
      return { kind: "row-changed", before: row.words, after: successor.words };
    });
  const fresh = added.filter((row) => !taken.has(row));
  return [...gone, ...fresh.map(({ words }): DraftChange => ({ kind: "row-added", words }))];
}

function listed(table: WordTable, before: readonly DraftWord[], after: readonly DraftWord[]): readonly DraftChange[] {
  const [had, has] = [new Set(before.map(({ word }) => word)), new Set(after.map(({ word }) => word))];
  return [
    ...[...had].filter((word) => !has.has(word)).map((word): DraftChange => ({ kind: "word-removed", table, word })),
    ...[...has].filter((word) => !had.has(word)).map((word): DraftChange => ({ kind: "word-added", table, word })),
  ];
}
