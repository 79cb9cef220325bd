import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import type { Combination } from "./combination.ts";

/**
 * The smallest true difference that a two-sided t test at `alpha` finds with the chance `power`, taking the standard error as it was found:
 * (t_{1−α/2} + t_power) · error. Null where there is no standard error above 0.
 */
export function detectableDifference(
  { error, degreesOfFreedom }: Combination,
  alpha: number,
  power: number,
): number | null {
  if (error === null || error === 0 || degreesOfFreedom === null) return null;
  return (tQuantile(1 - alpha / 2, degreesOfFreedom) + tQuantile(power, degreesOfFreedom)) * error;
}

/** The fewest clusters of the same kind at which the interval of confidence `level` would lie inside ±margin, were value and spread to stay. Null where none suffice. */
export function clustersNeeded(
  { value, error, degreesOfFreedom }: Combination,
  clusters: number,
  margin: number,
  level: number,
): number | null {
  const room = margin - Math.abs(value);
  if (error === null || degreesOfFreedom === null || room <= 0) return null;
  const fits = (count: number) =>
    tQuantile((1 + level) / 2, Math.max(1, count - 1)) * error * Math.sqrt(clusters / count) < room;
  const limit = 1_000_000;
  if (!fits(limit)) return null;
  let [low, high] = [1, limit];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle;
  }
  return high;
}
