import fc from "fast-check";
import type { Draft } from "../../../src/wordlist/author/draft.ts";
import type { ListEdit } from "../../../src/wordlist/author/list-edit.ts";

/** A draft about as many demographics as there are words in a row. */
export function draftOf(rows: readonly (readonly string[])[], names: readonly string[] = ["man", "woman"]): Draft {
  return {
    description: {
      version: 1,
      title: "Test",
      demographics: names.map((name) => ({ name, phrase: name })),
      case: "as-written",
      severalTokens: "general",
      partition: "general",
      source: "this test",
      licence: "MIT",
    },
    equality: rows.map((words) => ({ words, role: "", number: "", note: "" })),
    neutral: [],
    general: [],
  };
}

const names = ["one", "two", "three", "four", "five", "six"];

/** A cell as an author may type it: no control characters, no space around it, perhaps empty, perhaps hard for CSV. */
const cell = fc
  .string({ unit: "grapheme", maxLength: 6 })
  .map((text) => text.replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF\uD800-\uDFFF]/gu, "").trim());

const listedWord = fc.record({ word: cell, note: cell });

export const anyDraft: fc.Arbitrary<Draft> = fc.integer({ min: 2, max: 4 }).chain((columns) =>
  fc
    .record({
      rows: fc.array(
        fc.record({
          words: fc.array(cell, { minLength: columns, maxLength: columns }),
          role: cell,
          number: cell,
          note: cell,
        }),
        { maxLength: 5 },
      ),
      neutral: fc.array(listedWord, { maxLength: 3 }),
      general: fc.array(listedWord, { maxLength: 3 }),
    })
    .map(({ rows, neutral, general }) => ({
      ...draftOf([], names.slice(0, columns)),
      equality: rows,
      neutral,
      general,
    })),
);

const below = (size: number) => fc.nat({ max: size - 1 });

/** An edit that fits the draft. */
export function anyEdit({ equality, description, neutral, general }: Draft): fc.Arbitrary<ListEdit> {
  const columns = description.demographics.length;
  const words = fc.array(cell, { minLength: columns, maxLength: columns });
  const edits: fc.Arbitrary<ListEdit>[] = [
    fc.record({
      kind: fc.constant("add-row" as const),
      at: fc.nat({ max: equality.length }),
      row: fc.record({ words, role: cell, number: cell, note: cell }),
    }),
    fc.record({
      kind: fc.constant("add-demographic" as const),
      at: fc.nat({ max: columns }),
      demographic: fc.constant({ name: `new ${columns}`, phrase: "new" }),
    }),
    fc.record({ kind: fc.constant("delete-demographic" as const), at: below(columns) }),
    fc.record({ kind: fc.constant("move-demographic" as const), at: below(columns), to: below(columns) }),
    fc.record({ kind: fc.constant("describe" as const), description: fc.record({ title: cell }) }),
    fc
      .tuple(fc.nat({ max: equality.length }), fc.nat({ max: equality.length }), fc.array(words, { maxLength: 3 }))
      .map(([a, b, rows]) => ({
        kind: "replace-rows" as const,
        at: Math.min(a, b),
        count: Math.abs(a - b),
        rows: rows.map((row) => ({ words: row, role: "", number: "", note: "" })),
      })),
    fc.record({
      kind: fc.constant("add-word" as const),
      table: fc.constant("neutral" as const),
      at: fc.nat({ max: neutral.length }),
      word: listedWord,
    }),
  ];
  if (equality.length > 0) {
    const row = below(equality.length);
    edits.push(
      fc.record({ kind: fc.constant("set-word" as const), row, column: below(columns), word: cell }),
      fc.record({ kind: fc.constant("set-detail" as const), row, detail: fc.constant("note" as const), text: cell }),
      fc.record({ kind: fc.constant("delete-row" as const), row }),
      fc.record({ kind: fc.constant("move-row" as const), row, to: row }),
    );
  }
  if (general.length > 0) {
    const at = below(general.length);
    edits.push(
      fc.record({
        kind: fc.constant("set-listed" as const),
        table: fc.constant("general" as const),
        at,
        word: listedWord,
      }),
      fc.record({ kind: fc.constant("delete-word" as const), table: fc.constant("general" as const), at }),
    );
  }
  return fc.oneof(...edits);
}
