import type { Key } from "../../math/random.ts";
import { coin } from "./coin.ts";

/** How far apart demographics of one law come out. */
export interface ChanceRange {
  readonly median: number;
  readonly p95: number;
  readonly draws: number;
}

/**
 * The range (largest − smallest) of figures that a fair model shows by chance, by simulation: independent normal figures with these standard deviations,
 * over an estimate of the spread that is itself uncertain (chi-squared with `degreesOfFreedom`; Infinity: it is known). For equal deviations this is the
 * studentised range. Seeded; cost: draws × demographics.
 */
export function chanceRange(
  deviations: readonly number[],
  degreesOfFreedom: number,
  draws: number,
  chance: Key,
): ChanceRange {
  let counter = 0;
  // Box and Muller's transform.
  const normal = () =>
    Math.sqrt(-2 * Math.log(coin(chance, counter++))) * Math.cos(2 * Math.PI * coin(chance, counter++));
  const ranges = Float64Array.from({ length: draws }, () => {
    let [least, most] = [Infinity, -Infinity];
    for (const deviation of deviations) {
      const figure = deviation * normal();
      least = Math.min(least, figure);
      most = Math.max(most, figure);
    }
    return (most - least) / spreadEstimate(degreesOfFreedom, normal);
  }).sort();
  return { median: quantileOf(ranges, 0.5), p95: quantileOf(ranges, 0.95), draws };
}

/** √(χ²/df). Above 30 degrees of freedom by Wilson and Hilferty's cube root, whose error is below 0.1 % there. */
function spreadEstimate(degreesOfFreedom: number, normal: () => number): number {
  if (degreesOfFreedom === Infinity) return 1;
  if (degreesOfFreedom > 30) {
    const step = 2 / (9 * degreesOfFreedom);
    return (1 - step + normal() * Math.sqrt(step)) ** 1.5;
  }
  let sum = 0;
  for (let i = 0; i < Math.round(degreesOfFreedom); i++) sum += normal() ** 2;
  return Math.sqrt(sum / Math.round(degreesOfFreedom));
}

/** The quantile of rising values, linear between them; 0 for no value. */
export function quantileOf(rising: Float64Array, share: number): number {
  const place = Math.min(1, Math.max(0, share)) * (rising.length - 1);
  const [low, high] = [rising[Math.floor(place)] ?? 0, rising[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}
