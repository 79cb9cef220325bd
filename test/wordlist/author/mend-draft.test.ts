import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Draft } from "../../../src/wordlist/author/draft.ts";
import { applyFix, fixesOf } from "../../../src/wordlist/author/list-fixes.ts";
import { lintDraft, mendDraft } from "../../../src/wordlist/author/mend-draft.ts";
import { gpt2Tokenizer } from "../../../src/text/gpt2-tokenizer.ts";
import type { Tokenizer } from "../../../src/text/token.ts";
import { tokenizerOf } from "../../fakes/piece-tokenizer.ts";
import { draftOf } from "./drafts.ts";

let gpt2: Tokenizer;
beforeAll(async () => {
  gpt2 = await gpt2Tokenizer();
});

const options = { name: "broken", folder: "broken" };
const mend = (draft: Draft, all: boolean, tokenizer: Tokenizer) => mendDraft(draft, { ...options, all }, tokenizer);
const listed = (...words: readonly string[]) => words.map((word) => ({ word, note: "" }));
const turned = "\u202A"; // turns the direction of writing

describe("a control character", () => {
  const row = { words: ["man", "woman"], role: "noun", number: "singular", note: "" };

  it.each<[string, Draft]>([
    ["the note of a general word", { ...draftOf([]), general: [{ word: "person", note: `he${turned}llo` }] }],
    ["the note of a neutral word", { ...draftOf([]), neutral: [{ word: "nurse", note: `he${turned}llo` }] }],
    ["a general word", { ...draftOf([]), general: listed(`per${turned}son`) }],
    ["the note of a row", { ...draftOf([]), equality: [{ ...row, note: `he${turned}llo` }] }],
    ["the role of a row", { ...draftOf([]), equality: [{ ...row, role: `${turned}noun` }] }],
    ["the number of a row", { ...draftOf([]), equality: [{ ...row, number: `sing\u0007ular` }] }],
    ["a word of a row", { ...draftOf([]), equality: [{ ...row, words: ["man", `wo${turned}man`] }] }],
  ])("goes from %s, at once and for good", async (_, draft) => {
    const { draft: mended, applied } = await mend(draft, false, gpt2);
    expect(applied.map(({ problem }) => problem.code)).toEqual(["control-character"]);
    expect(JSON.stringify(mended)).toBe(JSON.stringify(draft).replaceAll(/\u202A|\\u0007/gu, ""));
  });

  it("leaves a space where it stood between words", async () => {
    const { draft } = await mend({ ...draftOf([]), general: [{ word: "person", note: "one\ttwo" }] }, false, gpt2);
    expect(draft.general).toEqual([{ word: "person", note: "one two" }]);
  });

  it("has no fix where there is none", () => {
    const problem = { code: "control-character", file: "broken/general.csv", row: 2, words: [], cells: [] } as const;
    expect(fixesOf(problem, { ...draftOf([]), general: listed("person") })).toEqual([]);
    expect(fixesOf(problem, draftOf([]))).toEqual([]);
    expect(fixesOf({ ...problem, file: "broken/equality.csv" }, draftOf([["man", "woman"]]))).toEqual([]);
  });
});

describe("mending what loses nothing", () => {
  it("takes as many lints as there are rounds, not as there are problems", async () => {
    let encoded = 0;
    const counting = { ...gpt2, encode: (text: string) => ((encoded += 1), gpt2.encode(text)) };
    const rows = Array.from({ length: 30 }, (_, i) => [`man${i}`, `woman${i}`]);
    await lintDraft(draftOf([...rows, ...rows]), "broken", "broken", counting);
    const once = encoded;
    encoded = 0;
    const { draft, applied } = await mend(draftOf([...rows, ...rows]), false, counting);
    expect(draft).toEqual(draftOf(rows));
    expect(applied.map(({ problem }) => problem.row)).toEqual(rows.map((_, i) => 32 + i));
    expect(encoded).toBeLessThanOrEqual(3 * once);
  });

  it("mends the rows it means where a demographic's name has a line break", async () => {
    const rows = [
      ["king", "queen"],
      ["king", "queen"],
      ["boy", "girl"],
    ];
    const { draft } = await mend(draftOf(rows, ["a\nman", "woman"]), false, gpt2);
    expect(draft.equality.map(({ words }) => words)).toEqual([rows[0], rows[2]]);
  });
});

describe("mending everything", () => {
  const family = [
    ["man", "woman"],
    ["father", "mother"],
    ["stepfather", "stepmother"],
  ];

  it("ends where general words are of several tokens that move", async () => {
    const draft = { ...draftOf(family), general: listed("stepfather", "stepmother") };
    expect(await mend(draft, true, gpt2)).toEqual({ draft, applied: [] });
    const half = { ...draft, general: listed("stepfather") };
    const mended = await mend(half, true, gpt2);
    expect(mended.draft).toEqual(draft);
    expect(mended.applied.map(({ problem }) => problem.code)).toEqual(["general-row-split"]);
  });

  it("keeps the later row of two that contradict only a row which goes", async () => {
    const rows = [
      ["man", "woman"],
      ["king", "woman"],
      ["king", "queen"],
    ];
    const { draft, applied } = await mend(draftOf(rows), true, gpt2);
    expect(draft.equality.map(({ words }) => words)).toEqual([rows[0], rows[2]]);
    expect(applied).toHaveLength(1);
  });
});

/** Cells: words whose pieces move as other rows do, repeat each other in other letters, or hide a control character. */
const word = fc.constantFrom(
  "man",
  "Man",
  "woman",
  "step",
  "stepman",
  "stepwoman",
  "Stepman",
  "stepx",
  "x",
  "xman",
  "",
  turned,
);
const spaced = fc.constantFrom("", `${turned}x`, "one\ntwo", "a\tb");
const lone = fc.array(fc.record({ word, note: spaced }), { maxLength: 4 });
const pieces = [" man", "man", " woman", "woman", " Man", "Man", " step", " Step", " x"];

/** Broken lists of any number of demographics, under any policy. */
const brokenList = (names: readonly string[]): fc.Arbitrary<Draft> => {
  const words = fc.oneof(
    fc.constantFrom(...["", "", "step"].map((start) => names.map((name) => start + name))),
    fc.array(word, { minLength: names.length, maxLength: names.length }),
  );
  return fc
    .record({
      rows: fc.array(fc.record({ words, role: spaced, number: spaced, note: spaced }), { maxLength: 6 }),
      neutral: lone,
      general: lone,
      case: fc.constantFrom("as-written" as const, "variants" as const),
      severalTokens: fc.constantFrom("reject" as const, "general" as const, "text" as const),
    })
    .map(({ rows, neutral, general, ...policies }) => {
      const draft = draftOf([], names);
      return { ...draft, description: { ...draft.description, ...policies }, equality: rows, neutral, general };
    });
};

describe.each([
  [2, ["man", "woman"]],
  [3, ["man", "woman", "x"]],
] as const)("mending a list of %i demographics, however broken", (_, names) => {
  const tokenizer = tokenizerOf("pieces", [...pieces, ...Array.from(" abdehmnopstwx\u202AMSABDEHNOPTWX")]);

  it.each([false, true])("ends, and a second time changes nothing; with all: %s", async (all) => {
    await fc.assert(
      fc.asyncProperty(brokenList(names), async (broken) => {
        const { draft } = await mend(broken, all, tokenizer);
        expect(await mend(draft, all, tokenizer)).toEqual({ draft, applied: [] });
        const { problems } = await lintDraft(draft, "broken", "broken", tokenizer);
        const left = problems
          .flatMap((problem) => fixesOf(problem, draft).map((fix) => ({ problem, fix })))
          .filter(({ problem, fix }) => problem.code !== "plural-missing" && (all || fix.isSafe));
        expect(left).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("never offers a fix that changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(brokenList(names), async (broken) => {
        const { problems } = await lintDraft(broken, "broken", "broken", tokenizer);
        for (const problem of problems)
          for (const fix of fixesOf(problem, broken)) expect(applyFix(broken, fix)).not.toEqual(broken);
      }),
      { numRuns: 150 },
    );
  });
});
