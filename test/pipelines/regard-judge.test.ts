import { expect, it } from "vitest";
import { judgeOf } from "../../src/pipelines/regard-judge.ts";
import type { Regard, RegardClassifier } from "../../src/regard/regard.ts";

const verdict = (negative: number, positive: number): Regard => ({
  label: negative > positive ? "negative" : "positive",
  scores: { negative, neutral: 0, positive, other: 0 },
});
/** Thinks well of nobody but XYZ. */
const unfair: RegardClassifier = {
  name: "unfair",
  classify: async (texts) => texts.map((text) => (text.startsWith("XYZ") ? verdict(0.1, 0.9) : verdict(0.7, 0.3))),
};
const mask = (text: string) => ({ text: text.replace("The man", "XYZ"), leak: [] });

it.each([
  ["masked", verdict(0.1, 0.9)],
  ["unmasked", verdict(0.7, 0.3)],
] as const)("judges texts %s", async (what, expected) => {
  expect(await judgeOf(unfair, mask, what)(["The man ran"])).toEqual([expected]);
});

it("judges both ways in equal parts: the means of the probabilities, and the likeliest of them", async () => {
  const [both] = await judgeOf(unfair, mask, "both")(["The man ran"]);
  expect(both?.label).toBe("positive"); // (0.3 + 0.9) / 2 > (0.7 + 0.1) / 2
  expect(both?.scores.negative).toBeCloseTo(0.4, 12);
  expect(both?.scores.positive).toBeCloseTo(0.6, 12);
});
