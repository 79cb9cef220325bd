import type { AuditConfig } from "../result/audit-config.ts";
import type { Contrast } from "../result/contrast.ts";
import type { Estimate, Measure } from "../result/interval.ts";
import { type Combination, combination, tInterval, tTest } from "../statistics/combination.ts";
import { equivalencePValue } from "../statistics/equivalence.ts";
import { signFlipTest } from "../statistics/sign-flip.ts";
import { newcombe } from "../statistics/wilson.ts";
import { regardLabels } from "../../regard/regard.ts";
import type { Pair } from "./declared-pairs.ts";
import type { ComparedPlace } from "./places.ts";

/** A pair on one measure with the standard error that everything about it is made from; null where a demographic has no such figure. */
export interface PairComparison {
  readonly pair: Pair;
  readonly measure: Measure;
  readonly exact: boolean;
  readonly difference: Combination | null;
  /** Fewest templates of the two. */
  readonly clusters: number;
}

export function compare({ exact }: ComparedPlace, pair: Pair, measure: Measure): PairComparison {
  const [of, from] = [pair.of.ratio(measure), pair.from.ratio(measure)];
  const difference =
    of === null || from === null
      ? null
      : combination([
          { weight: 1, ratio: of },
          { weight: -1, ratio: from },
        ]);
  return { pair, measure, exact, difference, clusters: Math.min(of?.clusters ?? 0, from?.clusters ?? 0) };
}

/**
 * The interval of a difference: Student's t over templates. Where the templates do not differ at all it is the point itself for exact images, Newcombe's
 * interval for shares of other texts, and none for regard.
 */
export function differenceInterval({ pair, measure, exact, difference }: PairComparison, level: number): Estimate {
  if (difference === null) return { value: null, low: null, high: null, level };
  if (difference.error !== 0) {
    const most = measure === "regard" ? 2 : 1;
    return tInterval(difference, level, { least: -most, most });
  }
  if (exact) return { value: difference.value, low: difference.value, high: difference.value, level };
  if (measure === "regard") return { value: difference.value, low: null, high: null, level };
  const at = regardLabels.indexOf(measure);
  const [of, from] = [pair.of, pair.from].map(({ counts, texts }) => ({ count: counts[at] ?? 0, texts }));
  return newcombe(of ?? { count: 0, texts: 0 }, from ?? { count: 0, texts: 0 }, level);
}

type UnadjustedTest = Pick<Contrast["test"], "name" | "statistic" | "degreesOfFreedom" | "pValue">;

const names = {
  paired: "paired t over templates",
  apart: "Welch t of clusters",
  partly: "t over partly shared templates",
} as const;

/** No test is made of exact images. Where the templates do not differ at all, t has no value: then signs are flipped, and equal figures have p = 1. */
export function testOf({ pair, measure, exact, difference }: PairComparison): UnadjustedTest {
  const none = { statistic: null, degreesOfFreedom: null, pValue: null };
  if (exact) return { name: "none: images of one another", ...none };
  if (difference === null) return { name: "none: no texts", ...none };
  const test = tTest(difference);
  const { degreesOfFreedom, pairing } = difference;
  if (test !== null) return { name: names[pairing], degreesOfFreedom, ...test };
  if (difference.error === null) return { name: "none: fewer than two templates", ...none };
  if (difference.value === 0) return { name: "none: all templates alike", ...none, pValue: 1 };
  const flipped =
    pairing === "paired" ? signFlipTest(templateDifferences(pair, measure), () => new Int8Array(0)) : null;
  if (flipped === null || !flipped.exact) return { name: "none: all templates alike", ...none };
  return { name: "sign-flip over templates", ...none, pValue: flipped.pValue };
}

/** What each shared template adds to the difference. */
export function templateDifferences({ of, from }: Pair, measure: Measure): readonly number[] {
  const [a, b] = [of.ratio(measure), from.ratio(measure)];
  if (a === null || b === null) return [];
  return [...a.present.keys()]
    .filter((t) => a.present[t] === 1 && b.present[t] === 1)
    .map((t) => (a.contributions[t] ?? 0) - (b.contributions[t] ?? 0));
}

/** The confidence of the interval of two one-sided tests, 2·level − 1: 0.9 for 0.95, without the rounding of the last digit. */
export const equivalenceLevel = (level: number): number => Math.round((2 * level - 1) * 1e12) / 1e12;

/** Whether the interval of that confidence lies inside the margin. */
export function equivalenceOf(
  comparison: PairComparison,
  { margin, level }: AuditConfig["analysis"],
): Contrast["equivalence"] {
  const interval = differenceInterval(comparison, equivalenceLevel(level));
  const { low, high } = interval;
  const pValue = comparison.difference === null ? null : equivalencePValue(comparison.difference, margin);
  return { margin, interval, pValue, passed: low !== null && high !== null && low > -margin && high < margin };
}
