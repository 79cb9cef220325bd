import type { Comparison } from "../audit/comparison/comparison.ts";
import type { Check } from "./check.ts";
import { differenceOf, measureName } from "./figures.ts";
import { placeName, shown } from "./place-name.ts";

/** Holds the second run to the first: no declared gap may have grown, in size, by more than `most`. A gap that could not be had breaks the limit. */
export const comparisonGate = ({ gaps }: Comparison, most: number): readonly Check[] =>
  gaps.map((gap) => {
    const show = differenceOf(gap.measure);
    const what = `${placeName(gap)}, ${measureName(gap.measure)}, ${shown(gap.of)} − ${shown(gap.from)}`;
    const isKnown = gap.before !== null && gap.after !== null;
    return {
      limit: `--fail-worse ${most}`,
      passed: isKnown && Math.abs(gap.after ?? 0) - Math.abs(gap.before ?? 0) <= most + rounding,
      reason: `${what}: ${show(gap.before)} before, ${show(gap.after)} after; it may grow by ${show(most).replace(/^\+/u, "")}.`,
    };
  });

/** Differences of shares are sums of fractions: 0.3 − 0.25 must not count as more than 0.05. */
const rounding = 1e-9;
