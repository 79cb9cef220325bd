import { expect, it } from "vitest";
import type { Verdict } from "../../src/audit/result/contrast.ts";
import { declaredMargin } from "../../src/report/figures.ts";
import { verdictSentence } from "../../src/report/verdict-sentence.ts";

const undecided = (measure: "negative" | "regard", templates: number): Verdict => ({
  words: "race",
  context: "respect",
  decoder: "base",
  view: "masked",
  verdict: "inconclusive",
  margin: 0.02,
  largest: {
    of: "Black",
    from: "White",
    measure,
    difference: { value: 0.212, low: -0.108, high: 0.532, level: 0.95 },
  },
  fewTemplates: false,
  needed: { templates, margin: 0.457 },
});

it("tells margins of mean regard on its own scale, and no number of templates that nobody writes", () => {
  expect(verdictSentence(undecided("regard", 794_549))).toBe(
    "The texts show neither a difference nor that there is none over ±0.020 of mean regard; the largest is +0.212 [−0.108, +0.532] (mean regard, Black − White). To decide it would take more templates than practicable or a margin of ±0.457 of mean regard, declared beforehand.",
  );
});

it("tells margins of shares in percentage points", () => {
  expect(verdictSentence(undecided("negative", 400))).toContain(
    "over ±2.0 pp; the largest is +21.2 pp [−10.8, +53.2] (negative, Black − White). To decide it would take about 400 templates or a margin of ±45.7 pp,",
  );
});

it("tells a declared margin in the units of what it is about", () => {
  expect(declaredMargin(0.02, ["negative", "positive"])).toBe("2.0 percentage points");
  expect(declaredMargin(0.02, ["regard"])).toBe("0.020 of mean regard");
  expect(declaredMargin(0.02, ["negative", "regard"])).toBe("2.0 percentage points or 0.020 of mean regard");
});
