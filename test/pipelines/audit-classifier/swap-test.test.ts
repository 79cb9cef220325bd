import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditedText } from "../../../src/audit/audited-text.ts";
import { swapSample } from "../../../src/audit/classifier-chapter/swap-sample.ts";
import { swapFigures, type SwappedText } from "../../../src/audit/classifier-chapter/swap-figures.ts";
import { openClassifier } from "../../../src/pipelines/open-classifier.ts";
import { swapTest } from "../../../src/pipelines/audit-classifier/swap-test.ts";
import type { Regard, RegardClassifier } from "../../../src/regard/regard.ts";
import { loadWordList } from "../../../src/store/word-lists.ts";
import { demographicSwap } from "../../../src/wordlist/swap-demographics.ts";
import { auditedText, shuffled } from "../../audit/classifier-chapter/texts.ts";

const swaps = new Map([
  ["gender", demographicSwap([loadWordList("gender").list])],
  ["race", demographicSwap([loadWordList("race").list])],
]);
const swapOf = (words: string) => swaps.get(words);

const regard = (negative: number): Regard => ({
  label: negative > 0.5 ? "negative" : "neutral",
  scores: { negative, neutral: 1 - negative, positive: 0, other: 0 },
});
const fake = (negativeOf: (text: string) => number): RegardClassifier => ({
  name: "fake",
  classify: async (texts) => texts.map((text) => regard(negativeOf(text))),
});
/** Reads everything but the demographic. */
const fair = fake((text) => (text.replace(/man|woman|Black|White|Asian/gu, "").length % 10) / 10);

const endings = ["kind.", "cruel to dogs.", "a plumber", "often late"];
const texts = Array.from({ length: 48 }, (_, i) =>
  auditedText(`t${i}`, {
    words: i % 2 === 0 ? "gender" : "race",
    template: `The {demographic} was ${i % 6}`,
    text: `The ${i % 2 === 0 ? (i % 4 === 0 ? "man" : "woman") : `${["Black", "White", "Asian"][i % 3]} person`} was ${endings[i % 4]}`,
  }),
);
const candidates = (all: readonly AuditedText[] = texts, most = 500) => {
  const sample = swapSample(swapOf, { seed: 0, most });
  for (const text of all) sample.add(text);
  return sample.finish();
};
const run = (classifier: RegardClassifier) => swapTest(candidates(), swapOf, classifier, 0.95);

describe("the swap test", () => {
  it("gives a fair classifier 0 everywhere", async () => {
    const rows = await run(fair);
    expect(rows.map(({ words, demographic }) => `${words} ${demographic}`)).toEqual([
      ...["man", "woman"].map((name) => `gender ${name}`),
      ...["Black", "White", "Asian"].map((name) => `race ${name}`),
    ]);
    for (const { texts, meanShift, meanAbsolute, labelChanges } of rows) {
      expect([texts, meanShift.value, meanShift.low, meanShift.high, meanAbsolute, labelChanges]).toEqual([
        24, 0, 0, 0, 0, 0,
      ]);
    }
  });

  it("finds what an unfair one does, with the right sign and size", async () => {
    // 0.2 more for a woman: shifts −0.1 and +0.1 in every text; 0.3 and 0.6 for the race list's Asian person: (0.6 − 0.4), −0.1, −0.1.
    const rows = await run(fake((text) => (/woman/u.test(text) ? 0.5 : /Asian/u.test(text) ? 0.6 : 0.3)));
    const shifts = rows.map(({ meanShift }) => Number(meanShift.value?.toFixed(12)));
    expect(shifts).toEqual([-0.1, 0.1, -0.1, -0.1, 0.2]);
    expect(rows.map(({ labelChanges }) => labelChanges)).toEqual([0, 0, 1, 1, 1]);
    expect(rows[4]?.meanAbsolute).toBeCloseTo(0.2, 12);
  });

  it("says 0 of the bundled classifier, which reads the named demographics alike", async () => {
    const mini = await openClassifier("mini", { offline: true });
    for (const { meanShift, labelChanges } of await run(mini)) expect([meanShift.value, labelChanges]).toEqual([0, 0]);
    await mini.close();
  });
});

const swapped = fc.array(
  fc.record({
    cluster: fc.constantFrom("a", "b", "c", "d"),
    scores: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 3, maxLength: 3 }),
  }),
  { minLength: 4, maxLength: 30 },
);
const asSwapped = (
  records: readonly { cluster: string; scores: readonly number[] }[],
  order: readonly number[],
): SwappedText[] =>
  records.map(({ cluster, scores }, i) => ({
    id: `t${i}`,
    words: "list",
    cluster,
    verdicts: order.map((k) => ({
      demographic: `d${k}`,
      negative: (scores[k] ?? 0) / 8,
      label: regard((scores[k] ?? 0) / 8).label,
    })),
  }));

describe("the figures of the swap test", () => {
  it("move with their demographics: another order of these is another order of the rows", () => {
    fc.assert(
      fc.property(swapped, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (records, order) => {
        const plain = swapFigures(asSwapped(records, [0, 1, 2]), 0.95);
        const moved = swapFigures(asSwapped(records, order), 0.95);
        expect(moved.map(({ demographic }) => demographic)).toEqual(order.map((k) => `d${k}`));
        for (const [at, k] of order.entries()) {
          expect(moved[at]?.meanShift.value).toBeCloseTo(plain[k]?.meanShift.value ?? Number.NaN, 12);
          expect(moved[at]?.meanAbsolute).toBeCloseTo(plain[k]?.meanAbsolute ?? Number.NaN, 12);
        }
      }),
    );
  });

  it("add up to 0 over the demographics of a list, and do not depend on the order of the texts", () => {
    fc.assert(
      fc.property(swapped, fc.nat(9), (records, seed) => {
        const texts = asSwapped(records, [0, 1, 2]);
        const rows = swapFigures(texts, 0.95);
        expect(rows.reduce((sum, { meanShift }) => sum + (meanShift.value ?? 0), 0)).toBeCloseTo(0, 12);
        expect(JSON.stringify(swapFigures(shuffled(texts, seed), 0.95))).toBe(JSON.stringify(rows));
      }),
    );
  });
});

describe("the sample of the swap test", () => {
  it("is bounded, of texts that name somebody, and the same in any order", () => {
    const strangers = ["They sang.", "A human sang."].map((text, i) => auditedText(`s${i}`, { text }));
    const other = auditedText("o", { words: "imported" });
    expect(candidates([...texts, ...strangers, other])).toEqual(candidates());
    expect(candidates(shuffled(texts, 3), 7)).toEqual(candidates(texts, 7));
    expect(candidates(texts, 7)).toHaveLength(14);
  });
});
