import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import type { Estimate } from "../result/interval.ts";

/** Wilson's score interval of a share of independent texts; all null for no text. Source: Wilson 1927. */
export function wilson(count: number, texts: number, level: number): Estimate {
  if (texts === 0) return { value: null, low: null, high: null, level };
  const z2 = normalQuantile((1 + level) / 2, 0, 1) ** 2;
  const share = count / texts;
  const middle = share + z2 / (2 * texts);
  const reach = Math.sqrt(z2 * ((share * (1 - share)) / texts + z2 / (4 * texts ** 2)));
  // At 0 and at 1 the bound is the share itself; rounding would leave it a hair inside.
  return {
    value: share,
    low: count === 0 ? 0 : (middle - reach) / (1 + z2 / texts),
    high: count === texts ? 1 : (middle + reach) / (1 + z2 / texts),
    level,
  };
}

/**
 * The difference of two independent shares from their Wilson intervals: it stays honest where no text, or every text, has the label, and the clustered
 * interval has no spread to go by. Source: Newcombe 1998, Statistics in Medicine 17:873, method 10.
 */
export function newcombe(
  a: { readonly count: number; readonly texts: number },
  b: { readonly count: number; readonly texts: number },
  level: number,
): Estimate {
  const [of, from] = [wilson(a.count, a.texts, level), wilson(b.count, b.texts, level)];
  if (of.value === null || from.value === null) return { value: null, low: null, high: null, level };
  const value = of.value - from.value;
  const below = Math.hypot(of.value - (of.low ?? 0), (from.high ?? 1) - from.value);
  const above = Math.hypot((of.high ?? 1) - of.value, from.value - (from.low ?? 0));
  return { value, low: Math.max(-1, value - below), high: Math.min(1, value + above), level };
}
