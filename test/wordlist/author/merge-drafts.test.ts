import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Draft } from "../../../src/wordlist/author/draft.ts";
import { mergeDrafts } from "../../../src/wordlist/author/merge-drafts.ts";
import { explainLeft } from "../../../src/wordlist/author/place-rows.ts";
import { anyDraft, draftOf } from "./drafts.ts";

const rowsOf = ({ equality }: Draft) => equality.map(({ words }) => words.join());
const merged = (first: readonly string[][], second: readonly string[][]) => {
  const { draft, left } = mergeDrafts(draftOf(first), draftOf(second), ["a", "b"]);
  return { rows: rowsOf(draft), left: left.map((row) => `${row.line} ${row.words.join()}: ${explainLeft(row)}`) };
};

/** A list of no rows. */
function licensed(text: string): Draft {
  const draft = draftOf([]);
  return { ...draft, description: { ...draft.description, licence: text, source: text } };
}

const cell = fc.constantFrom("a", "b", "c", "d", "e", "f", "A", "");
const anyRows = (columns: number) =>
  fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 6 });

describe("merging lists", () => {
  it("changes nothing and tells nothing where a list is merged with itself, however broken", () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        expect(mergeDrafts(draft, draft)).toEqual({ draft, left: [] });
      }),
    );
  });

  it.each([2, 3])(
    "of %i demographics keeps the first's words, adds none that stands there, and loses none",
    (columns) => {
      const names = ["x", "y", "z"].slice(0, columns);
      fc.assert(
        fc.property(anyRows(columns), anyRows(columns), (one, other) => {
          const [first, second] = [draftOf(one, names), draftOf(other, names)];
          const { draft, left } = mergeDrafts(first, second);
          const rows = draft.equality.map(({ words }) => words);
          for (const [i, words] of one.entries())
            expect(words.map((word, k) => (word === "" ? rows[i]?.[k] : word))).toEqual(rows[i]);
          const before: readonly string[] = one.flat().filter((word) => word !== "");
          const after = rows.flat().filter((word) => word !== "");
          const added = after.filter((word) => !before.includes(word));
          expect(new Set(added).size).toBe(added.length);
          expect(after).toHaveLength(before.length + added.length);
          const kept = [...after, ...left.flatMap(({ words }) => words)];
          expect(kept).toEqual(expect.arrayContaining(other.flat().filter((word) => word !== "")));
          expect(mergeDrafts(draft, first).draft).toEqual(draft);
        }),
      );
    },
  );

  it("fills an incomplete row of the first with the second's, so that no word stands twice", () => {
    const first = draftOf([
      ["king", ""],
      ["boy", "girl"],
    ]);
    const second = {
      ...draftOf([["king", "queen"]]),
      equality: [{ words: ["king", "queen"], role: "noun", number: "", note: "n" }],
    };
    expect(mergeDrafts(first, second).draft.equality).toEqual([
      { words: ["king", "queen"], role: "noun", number: "", note: "n" },
      first.equality[1],
    ]);
  });

  it("fills no row where that would make a word stand twice", () => {
    expect(
      merged(
        [
          ["king", ""],
          ["duke", "queen"],
        ],
        [["king", "queen"]],
      ),
    ).toEqual({
      rows: ["king,", "duke,queen"],
      left: [expect.stringContaining('2 king,queen: "king" also stands in line 2 of a with other partners')],
    });
    expect(
      merged(
        [
          ["king", ""],
          ["", "queen"],
        ],
        [["king", "queen"]],
      ).rows,
    ).toEqual(["king,", ",queen"]);
    expect(merged([["", "king"]], [["king", "queen"]]).rows).toEqual([",king"]);
  });

  it("says of each row that is left where it stands and why", () => {
    const { rows, left } = merged(
      [
        ["man", "woman"],
        ["king", "queen"],
      ],
      [
        ["woman", "man"],
        ["king", "lady"],
        ["uncle", ""],
        ["cousin", "cousin"],
        ["son", "girl"],
        ["boy", "girl"],
      ],
    );
    expect(rows).toEqual(["man,woman", "king,queen", "son,girl"]);
    expect(left).toEqual([
      '3 king,lady: "king" also stands in line 3 of a with other partners, and an action sends a word to one word only',
      "4 uncle,: a word is missing",
      "5 cousin,cousin: one word stands for two demographics",
      '7 boy,girl: "girl" also stands in line 6 of b with other partners, and an action sends a word to one word only',
    ]);
  });

  it.each([
    ["CC BY-SA 4.0", "CC BY", "CC BY-SA 4.0; CC BY"],
    ["CC BY", "CC BY", "CC BY"],
    ["MIT; CC BY", "CC BY; CC0", "MIT; CC BY; CC0"],
    ["CC BY", "CC BY-SA 4.0", "CC BY; CC BY-SA 4.0"],
  ])("keeps every licence and source: %s and %s", (a, b, both) => {
    const { description } = mergeDrafts(licensed(a), licensed(b)).draft;
    expect(description).toMatchObject({ licence: both, source: both });
  });
});
