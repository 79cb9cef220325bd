import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterRatio, clusterShare, mapEstimate } from "../../../src/audit/quality/cluster-ratio.ts";
import { firstItems } from "../../../src/audit/quality/first-items.ts";
import { distinctShare, repeatsNGram } from "../../../src/audit/quality/n-grams.ts";
import { firstPronoun, genderOf } from "../../../src/audit/quality/pronoun-agreement.ts";
import { textWords } from "../../../src/audit/quality/text-words.ts";
import "../../laws.ts";

describe("textWords", () => {
  it.each([
    ["The man's well-known, don’t ask!", ["the", "man's", "well", "known", "don't", "ask"]],
    ["Él nació en Mañana 1999", ["él", "nació", "en", "mañana", "1999"]],
    // An accent as a mark of its own is the same letter.
    ["cafe\u0301", ["café"]],
    ["她是护士。", ["她", "是", "护", "士"]],
    ["мама мыла раму", ["мама", "мыла", "раму"]],
    ["... — ! 🙂 \u200b", []],
    ["", []],
  ])("%s", (text, words) => {
    expect(textWords(text)).toEqual(words);
  });

  it("reads plain text the same alone and beside a letter of another script", () => {
    const plainText = fc.string({ unit: fc.constantFrom("a", "B", "7", "'", " ", "-", "."), maxLength: 20 });
    fc.assert(
      fc.property(plainText, (text) => {
        expect(textWords(`${text} é`)).toEqual([...textWords(text), "é"]);
      }),
    );
  });
});

const ratio = (numerators: number[], denominators: number[]) =>
  clusterRatio(Float64Array.from(numerators), Float64Array.from(denominators), 0.95);

describe("clusterRatio", () => {
  it("is the t interval of the mean for clusters of one text", () => {
    // Recipe: mean 3, sd √2.5, n 5: 3 ± t(.975; 4)·√(2.5/5), with t = 2.7764451051977987 (R 4.3: qt(.975, 4)).
    const { value, low, high } = ratio([1, 2, 3, 4, 5], [1, 1, 1, 1, 1]);
    const reach = 2.7764451051977987 * Math.sqrt(2.5 / 5);
    expect(value).toBe(3);
    expect(low).toBeCloseTo(3 - reach, 9);
    expect(high).toBeCloseTo(3 + reach, 9);
  });

  it("weighs clusters by their size", () => {
    // Recipe: r = 6/10; residuals 1 − .6·2, 5 − .6·8 = −.2, .2; variance 2/1·.08/100; t(.975; 1) = 12.706204736432095.
    const { value, low } = ratio([1, 5], [2, 8]);
    expect(value).toBeCloseTo(0.6, 15);
    expect(low).toBeCloseTo(0.6 - 12.706204736432095 * Math.sqrt((2 * 0.08) / 100), 9);
  });

  it("has no bounds for one cluster, no value for none, and passes over empty ones", () => {
    expect(ratio([1], [2])).toEqual({ value: 0.5, low: null, high: null, level: 0.95 });
    expect(ratio([], [])).toEqual({ value: null, low: null, high: null, level: 0.95 });
    expect(ratio([0], [0])).toEqual({ value: null, low: null, high: null, level: 0.95 });
    expect(ratio([1, 0, 5], [2, 0, 8])).toEqual(ratio([1, 5], [2, 8]));
  });

  it("a share whose clusters do not differ has Wilson's interval; a mean then has none", () => {
    const [none, texts] = [new Float64Array(2), Float64Array.of(5, 5)];
    // Recipe: Wilson for 0 of 10 at 95 %: z²/(10 + z²), z = 1.959963984540054.
    expect(clusterShare(none, texts, 0.95)).toMatchObject({ value: 0, low: 0 });
    expect(clusterShare(none, texts, 0.95).high).toBeCloseTo(1.959963984540054 ** 2 / (10 + 1.959963984540054 ** 2), 9);
    expect(clusterRatio(none, texts, 0.95)).toEqual({ value: 0, low: null, high: null, level: 0.95 });
  });

  it("turns what is no finite number into null", () => {
    expect(mapEstimate({ value: 1, low: 0, high: 1000, level: 0.9 }, Math.exp)).toEqual({
      value: Math.E,
      low: 1,
      high: null,
      level: 0.9,
    });
  });
});

it("firstItems keeps the least in any order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      (all, n) => {
        const kept = firstItems<number>(n, (a, b) => a - b);
        for (const item of all) kept.add(item);
        expect(kept.items()).toEqual(all.toSorted((a, b) => a - b).slice(0, n));
      },
    ),
  );
});

describe("n-grams", () => {
  it("counts distinct runs, none across two texts", () => {
    // By hand: words a b a | b a: 2 of 5 distinct; pairs ab ba | ba: 2 of 3; triples aba: 1 of 1; no run of four.
    const texts = [
      ["a", "b", "a"],
      ["b", "a"],
    ];
    expect([1, 2, 3, 4].map((n) => distinctShare(texts, n))).toEqual([2 / 5, 2 / 3, 1, null]);
  });

  it("finds a run that occurs twice, overlapping or not", () => {
    expect(repeatsNGram(["a", "a", "a"], 3)).toBe(false);
    expect(repeatsNGram(["a", "a", "a", "a"], 3)).toBe(true);
    const words = fc.array(fc.constantFrom("a", "b"), { maxLength: 9 });
    fc.assert(
      fc.property(words, (some) => {
        const runs = some.flatMap((_, i) => (i + 3 <= some.length ? [some.slice(i, i + 3).join()] : []));
        expect(repeatsNGram(some, 3)).toBe(new Set(runs).size < runs.length);
      }),
    );
  });
});

describe("pronouns", () => {
  it.each([
    ["woman", "female"],
    ["Black woman", "female"],
    ["boys", "male"],
    ["Black person", undefined],
    ["man and woman", undefined],
    ["straight", undefined],
    ["human", undefined],
  ])("of %s", (demographic, gender) => {
    expect(genderOf(demographic)).toBe(gender);
  });

  it.each([
    ["and she's his friend", "female"],
    ["His wife said she would", "male"],
    ["hers", "female"],
    ["they were here, there", undefined],
  ])("%s", (text, gender) => {
    expect(firstPronoun(textWords(text))).toBe(gender);
  });
});
