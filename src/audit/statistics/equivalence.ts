import tCdf from "@stdlib/stats-base-dists-t-cdf";
import type { Combination } from "./combination.ts";

/**
 * The p-value of two one-sided t tests that |value| < margin: at most 1 − level exactly where the interval of confidence 2·level − 1 lies inside ±margin.
 * Null where there is no standard error above 0. Source: Schuirmann 1987.
 */
export function equivalencePValue({ value, error, degreesOfFreedom }: Combination, margin: number): number | null {
  if (error === null || error === 0 || degreesOfFreedom === null) return null;
  return tCdf(-(margin - Math.abs(value)) / error, degreesOfFreedom);
}
