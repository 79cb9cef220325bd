import type { Estimate } from "../result/interval.ts";
import type { ClusteredRatio } from "./clustered-ratio.ts";
import { combination, tInterval } from "./combination.ts";

/** a / b of two shares. The interval is symmetric on the log scale (delta method), clustered and paired as the difference is. All null where a share is 0. */
export function shareRatio(a: ClusteredRatio, b: ClusteredRatio, level: number): Estimate {
  return onLogScale(
    a,
    b,
    level,
    (share) => share,
    (share) => share,
  );
}

/** Odds of a over odds of b, like `shareRatio`. All null where a share is 0 or 1. */
export function oddsRatio(a: ClusteredRatio, b: ClusteredRatio, level: number): Estimate {
  return onLogScale(
    a,
    b,
    level,
    (share) => share / (1 - share),
    (share) => share * (1 - share),
  );
}

/** `slope` is 1 / (log transform)′, by which influences are divided. */
function onLogScale(
  a: ClusteredRatio,
  b: ClusteredRatio,
  level: number,
  transform: (share: number) => number,
  slope: (share: number) => number,
): Estimate {
  if ([a, b].some(({ value }) => !(slope(value) > 0))) return { value: null, low: null, high: null, level };
  const terms = [a, b].map((ratio, i) => ({
    weight: i === 0 ? 1 : -1,
    ratio: {
      ...ratio,
      value: Math.log(transform(ratio.value)),
      influences: ratio.influences.map((influence) => influence / slope(ratio.value)),
    },
  }));
  const { value, low, high } = tInterval(combination(terms), level);
  return { value: back(value), low: back(low), high: back(high), level };
}

function back(bound: number | null): number | null {
  const size = bound === null ? null : Math.exp(bound);
  return size === null || !Number.isFinite(size) ? null : size;
}
