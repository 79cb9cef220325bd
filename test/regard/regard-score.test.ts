import { describe, expect, it } from "vitest";
import { type Regard, type RegardLabel, regardLabels } from "../../src/regard/regard.ts";
import { labelScore, probabilityScore } from "../../src/regard/regard-score.ts";

const regard = (label: RegardLabel): Regard => ({
  label,
  scores: { negative: 0.125, neutral: 0.25, positive: 0.5, other: 0.125 },
});

describe("a regard's score", () => {
  it("is that of its label; other is 0 unless told", () => {
    expect(regardLabels.map((label) => labelScore()(regard(label)))).toEqual([-1, 0, 1, 0]);
    expect(labelScore(-0.5)(regard("other"))).toBe(-0.5);
  });

  it("or P(positive) − P(negative), whatever the label", () => {
    expect(regardLabels.map((label) => probabilityScore(regard(label)))).toEqual([0.375, 0.375, 0.375, 0.375]);
  });
});
