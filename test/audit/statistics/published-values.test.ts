import { readFileSync } from "node:fs";
import chiSquaredCdf from "@stdlib/stats-base-dists-chisquare-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import tCdf from "@stdlib/stats-base-dists-t-cdf";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { benjaminiHochberg, holm } from "../../../src/audit/statistics/adjust.ts";
import { betweenGroups } from "../../../src/audit/statistics/between-groups.ts";
import { chanceRange } from "../../../src/audit/statistics/chance-range.ts";
import type { ClusteredRatio } from "../../../src/audit/statistics/clustered-ratio.ts";
import { combination, tInterval, tTest } from "../../../src/audit/statistics/combination.ts";
import { detectableDifference } from "../../../src/audit/statistics/detectable.ts";
import { jensenShannon, totalVariation, wasserstein } from "../../../src/audit/statistics/distribution-distances.ts";
import { equivalencePValue } from "../../../src/audit/statistics/equivalence.ts";
import { effectiveTexts, intraclassCorrelation } from "../../../src/audit/statistics/intraclass.ts";
import { oddsRatio, shareRatio } from "../../../src/audit/statistics/ratios.ts";
import { signFlipTest } from "../../../src/audit/statistics/sign-flip.ts";
import { newcombe, wilson } from "../../../src/audit/statistics/wilson.ts";
import { key } from "../../../src/math/random.ts";
import { minus, ratioOf } from "./examples.ts";

const numbers = z.array(z.number());
const figures = z.object({
  value: z.number(),
  interval: numbers,
  difference: z.number(),
  differenceInterval: numbers,
  pValue: z.number(),
  equivalence: z.number(),
  interval90: numbers,
  change: z.number(),
  changeInterval: numbers,
  betweenGroupVariance: z.number(),
  detectable: z.number(),
});
const goldenSchema = z.object({
  tQuantiles: z.array(z.tuple([z.string(), z.number(), z.number()])),
  normalQuantiles: z.array(z.tuple([z.string(), z.number()])),
  wilson: z.array(z.tuple([z.number(), z.number(), z.string(), z.number(), z.number()])),
  newcombe: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.string(), z.number(), z.number()])),
  pValues: numbers,
  holm: numbers,
  benjaminiHochberg: numbers,
  scores: z.tuple([numbers, numbers]),
  wasserstein: z.number(),
  flips: numbers,
  signFlip: z.number(),
  designs: z.array(
    z.object({
      templates: z.number(),
      before: z.array(z.array(numbers)),
      after: z.array(z.array(numbers)),
      negative: figures,
      regard: figures,
      ratio: numbers,
      oddsRatio: numbers,
      icc: z.number(),
      effectiveTexts: z.number(),
      totalVariation: z.number(),
      jensenShannon: z.number(),
    }),
  ),
});
/** Made by test/golden/make/audit-statistics.py, which says how. */
const golden = goldenSchema.parse(
  JSON.parse(readFileSync(new URL("../../golden/audit-statistics.json", import.meta.url), "utf8")),
);

/** Equal to 1e-9, of the number itself where it is above 1. */
function expectNear(received: readonly (number | null | undefined)[], expected: readonly number[]): void {
  expect(received.length).toBe(expected.length);
  const far = expected.filter((number, i) => {
    const found = received[i] ?? NaN;
    return !(Math.abs(found - number) <= 1e-9 * Math.max(1, Math.abs(number)));
  });
  expect({ far, received }).toEqual({ far: [], received });
}

const bounds = ({ low, high }: { low: number | null; high: number | null }) => [low, high];

describe("the laws of the library", () => {
  it("has Student's quantiles", () => {
    for (const [p, df, expected] of golden.tQuantiles) expectNear([tQuantile(Number(p), df)], [expected]);
  });
  it("has normal quantiles", () => {
    for (const [p, expected] of golden.normalQuantiles) expectNear([normalQuantile(Number(p), 0, 1)], [expected]);
  });
  it("has chi-squared and Student's distribution functions", () => {
    // For 2 degrees of freedom 1 − exp(−x/2), for 4 it is 1 − exp(−x/2)(1 + x/2); Student's for 1 is ½ + atan(t)/π.
    expectNear([chiSquaredCdf(3, 2), chiSquaredCdf(9, 4)], [1 - Math.exp(-1.5), 1 - Math.exp(-4.5) * 5.5]);
    expectNear([tCdf(-2.5, 1)], [0.5 + Math.atan(-2.5) / Math.PI]);
  });
});

describe("intervals", () => {
  it("Wilson's", () => {
    for (const [x, n, level, ...expected] of golden.wilson) {
      expectNear(bounds(wilson(x, n, Number(level))), expected);
    }
    // 24 of 30 gives 63 % to 90 %, as statsmodels' proportion_confint(24, 30, method="wilson") does.
    expect(bounds(wilson(24, 30, 0.95)).map((bound) => (bound ?? 0).toFixed(2))).toEqual(["0.63", "0.90"]);
  });
  it("Newcombe's", () => {
    for (const [x1, n1, x2, n2, level, ...expected] of golden.newcombe) {
      expectNear(bounds(newcombe({ count: x1, texts: n1 }, { count: x2, texts: n2 }, Number(level))), expected);
    }
    // Newcombe 1998, table II, example (a), method 10: 56/70 − 48/80.
    const published = newcombe({ count: 56, texts: 70 }, { count: 48, texts: 80 }, 0.95);
    expect(bounds(published).map((bound) => (bound ?? 0).toFixed(4))).toEqual(["0.0524", "0.3339"]);
  });
});

describe.each(golden.designs)("$templates templates", (design) => {
  it.each(["negative", "regard"] as const)("clustered figures: %s", (measure) => {
    const expected = design[measure];
    type Three = [ClusteredRatio, ClusteredRatio, ClusteredRatio];
    const [first, second, third] = design.before.map((rows) => ratioOf(rows, measure)) as Three;
    const [firstAfter, secondAfter] = design.after.map((rows) => ratioOf(rows, measure)) as Three;
    const single = tInterval(combination([{ weight: 1, ratio: first }]), 0.95);
    expectNear([single.value, single.low, single.high], [expected.value, ...expected.interval]);
    const difference = combination(minus(second, first));
    expectNear([difference.value, tTest(difference)?.pValue], [expected.difference, expected.pValue]);
    expectNear(bounds(tInterval(difference, 0.95)), expected.differenceInterval);
    expectNear(bounds(tInterval(difference, 0.9)), expected.interval90);
    expectNear([equivalencePValue(difference, 0.1)], [expected.equivalence]);
    expectNear([detectableDifference(difference, 0.05, 0.8)], [expected.detectable]);
    const change = combination([...minus(second, first), ...minus(firstAfter, secondAfter)]);
    expectNear([change.value, ...bounds(tInterval(change, 0.95))], [expected.change, ...expected.changeInterval]);
    const between = betweenGroups([first, second, third]);
    expectNear([(between?.observed ?? NaN) - (between?.sampling ?? NaN)], [expected.betweenGroupVariance]);
  });

  it("ratios, distances, intra-class correlation", () => {
    const [first = [], second = []] = design.before;
    const [a, b] = [ratioOf(second, "negative"), ratioOf(first, "negative")];
    const [ratio, odds] = [shareRatio(a, b, 0.95), oddsRatio(a, b, 0.95)];
    expectNear([ratio.value, ratio.low, ratio.high], design.ratio);
    expectNear([odds.value, odds.low, odds.high], design.oddsRatio);
    const sums = [second, first].map((rows) =>
      [0, 1, 2, 3].map((i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0)),
    );
    const [of = [], from = []] = sums;
    expectNear([totalVariation(of, from), jensenShannon(of, from)], [design.totalVariation, design.jensenShannon]);
    const texts = first.map((row) => row.reduce((sum, count) => sum + count, 0));
    const icc = intraclassCorrelation(
      first.map(([negative = 0]) => negative),
      texts,
    );
    expectNear([icc, effectiveTexts(texts, icc ?? NaN)], [design.icc, design.effectiveTexts]);
  });
});

describe("many tests", () => {
  it("Holm and Benjamini–Hochberg adjust, ties included", () => {
    expectNear(holm(golden.pValues), golden.holm);
    expectNear(benjaminiHochberg(golden.pValues), golden.benjaminiHochberg);
    // By hand, as R's p.adjust gives: Holm multiplies by 4, 3, 2, 1 and never falls; Benjamini–Hochberg by 4/1, 4/2, 4/3, 4/4 and never rises from the last.
    expectNear(holm([0.01, 0.04, 0.03, 0.02]), [0.04, 0.06, 0.06, 0.06]);
    expectNear(benjaminiHochberg([0.01, 0.04, 0.03, 0.02]), [0.04, 0.04, 0.04, 0.04]);
    expect([holm([]), benjaminiHochberg([])]).toEqual([[], []]);
  });
  it("signs are flipped in every way", () => {
    expectNear([signFlipTest(golden.flips, () => new Int8Array(0))?.pValue], [golden.signFlip]);
    // Five templates of one sign: 2 of 32.
    expect(signFlipTest([1, 2, 3, 4, 5], () => new Int8Array(0))).toEqual({ pValue: 0.0625, exact: true, draws: 32 });
  });
});

it("Wasserstein's distance", () => {
  const rising = golden.scores.map((scores) => scores.toSorted((a, b) => a - b));
  expectNear([wasserstein(rising[0] ?? [], rising[1] ?? [])], [golden.wasserstein]);
  // For lists of one length it is the mean distance of the sorted numbers.
  expectNear([wasserstein([1, 2, 4], [2, 5, 6])], [(1 + 3 + 2) / 3]);
});

it("the range of a fair model is the studentised range", () => {
  // Tables of the studentised range, upper 5 %: q(2, ∞) = 2.772, q(6, ∞) = 4.030, q(3, 10) = 3.877, q(6, 20) = 4.445, q(3, 120) = 3.356.
  const table = [
    [2, Infinity, 2.772],
    [6, Infinity, 4.03],
    [3, 10, 3.877],
    [6, 20, 4.445],
    [3, 120, 3.356],
  ] as const;
  for (const [count, freedom, expected] of table) {
    const { p95 } = chanceRange(
      Array.from({ length: count }, () => 1),
      freedom,
      40_000,
      key(1, count),
    );
    expect(Math.abs(p95 - expected)).toBeLessThan(0.06);
  }
});
