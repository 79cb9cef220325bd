import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import type { Estimate } from "../audit/result/interval.ts";

/** Two methods on the same items: how many each alone had right, of how many in all. */
export interface PairedCounts {
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly n: number;
}

/**
 * Accuracy of the first method minus that of the second on the same items, with its interval: Wald's with half an item added to each of the four
 * cells, which holds its level where few items differ. Throws RangeError on counts that no n items have.
 * Source: Agresti and Min 2005, Statistics in Medicine 24:729.
 */
export function pairedDifference({ onlyFirst, onlySecond, n }: PairedCounts, level = 0.95): Estimate {
  if (!(onlyFirst >= 0 && onlySecond >= 0 && n > 0 && onlyFirst + onlySecond <= n))
    throw new RangeError(
      `Expected counts of different items that add up to at most n but received ${onlyFirst}, ${onlySecond} of ${n}.`,
    );
  const [first, second, items] = [onlyFirst + 0.5, onlySecond + 0.5, n + 2];
  const middle = (first - second) / items;
  const variance = ((first + second) / items - middle ** 2) / items;
  const reach = normalQuantile((1 + level) / 2, 0, 1) * Math.sqrt(variance);
  return {
    value: (onlyFirst - onlySecond) / n,
    low: Math.max(-1, middle - reach),
    high: Math.min(1, middle + reach),
    level,
  };
}

/** Counts the items that one of two methods alone had right; `first` and `second` say of each item whether it was. */
export function pairedCounts(first: readonly boolean[], second: readonly boolean[]): PairedCounts {
  if (first.length !== second.length)
    throw new RangeError(`Expected the same items for both but received ${first.length} and ${second.length}.`);
  const onlyFirst = first.filter((right, i) => right && second[i] === false).length;
  const onlySecond = second.filter((right, i) => right && first[i] === false).length;
  return { onlyFirst, onlySecond, n: first.length };
}
