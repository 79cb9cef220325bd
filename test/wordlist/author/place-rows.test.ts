import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainLeft, type FoundRow, placeRows } from "../../../src/wordlist/author/place-rows.ts";

const rowsOf = (...rows: readonly (readonly string[])[]): readonly FoundRow[] =>
  rows.map((words, i) => ({ line: i + 1, words }));

const few = fc.constantFrom("a", "b", "c", "d", "e", "f", "A", "");
const anyRows = fc
  .array(fc.array(few, { minLength: 1, maxLength: 3 }), { maxLength: 8 })
  .map((rows) => rowsOf(...rows));

describe.each(["none", "first"] as const)("placing rows, of those in conflict %s", (prefer) => {
  const options = { columns: 2, policy: "variants", prefer } as const;

  it("takes rows that are an action: every word in one row only", () => {
    fc.assert(
      fc.property(anyRows, (found) => {
        const words = placeRows(found, options).rows.flatMap((row) => row.words.map((word) => word.toLowerCase()));
        expect(new Set(words).size).toBe(words.length);
        expect(words).not.toContain("");
      }),
    );
  });

  it("loses no row, and takes what it took again", () => {
    fc.assert(
      fc.property(anyRows, (found) => {
        const { rows, left } = placeRows(found, options);
        expect([...rows, ...left].map(({ line }) => line).toSorted((a, b) => a - b)).toEqual(
          found.map(({ line }) => line),
        );
        expect(placeRows(rows, options)).toEqual({ rows, left: [] });
        for (const row of left) expect(explainLeft(row)).not.toBe("");
      }),
    );
  });
});

describe("placing rows", () => {
  const options = { columns: 2, policy: "variants" } as const;

  it("does not choose between two partners of a word", () => {
    const { rows, left } = placeRows(rowsOf(["him", "her"], ["his", "her"], ["he", "she"]), options);
    expect(rows.map(({ words }) => words)).toEqual([["he", "she"]]);
    expect(left.map(({ reason }) => reason)).toEqual([
      { code: "conflict", word: "her", lines: [2], others: 1 },
      { code: "conflict", word: "her", lines: [1], others: 1 },
    ]);
  });

  it("takes the first of them when told to, and goes on from what was taken", () => {
    const { rows } = placeRows(rowsOf(["guy", "girl"], ["boy", "girl"], ["boy", "lass"]), {
      ...options,
      prefer: "first",
    });
    expect(rows.map(({ words }) => words)).toEqual([
      ["guy", "girl"],
      ["boy", "lass"],
    ]);
  });

  it.each(["none", "first"] as const)("tells thousands of rows about one word in a few words (prefer %s)", (prefer) => {
    const found = rowsOf(...Array.from({ length: 20_000 }, (_, i) => ["her", `word ${i}`]));
    const { rows, left } = placeRows(found, { ...options, prefer });
    expect(rows).toHaveLength(prefer === "none" ? 0 : 1);
    const last = left.at(-1);
    expect(last && explainLeft(last)).toMatch(
      prefer === "none" ? /line 1, 2, 3, 4, 5 and 19994 more with/u : /line 1 with/u,
    );
  });

  it("reads a swap that is listed both ways once", () => {
    const { rows, left } = placeRows(rowsOf(["man", "woman"], ["woman", "man"]), options);
    expect(rows).toHaveLength(1);
    expect(left[0]?.reason).toEqual({ code: "repeated", line: 1 });
  });

  it("tells turns from other orders of three", () => {
    const three = { columns: 3, policy: "variants" } as const;
    expect(placeRows(rowsOf(["a", "b", "c"], ["c", "a", "b"]), three).left[0]?.reason.code).toBe("repeated");
    expect(placeRows(rowsOf(["a", "b", "c"], ["c", "b", "a"]), three).left[0]?.reason.code).toBe("conflict");
  });

  it("says of each other flaw which it is", () => {
    const { left } = placeRows(rowsOf(["a"], ["a", "b", "c"], ["a", ""], ["person", "Person"]), options);
    expect(left.map(({ reason }) => reason.code)).toEqual(["no-counterpart", "unequal", "empty-cell", "self-map"]);
  });
});
