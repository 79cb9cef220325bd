import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { z } from "zod";
import { estimateSchema } from "../audit/result/interval.ts";
import { wilson } from "../audit/statistics/wilson.ts";
import type { Evaluation } from "./evaluation.ts";

export const accuracySchema = z.object({
  /** Mean share over the seeds, with its interval: Wilson's of one seed, Student's t over several, cut to [0, 1]. */
  mean: estimateSchema,
  /** Sample standard deviation over the seeds; null for one. */
  deviation: z.number().nullable(),
  seeds: z.array(z.number()),
  /** Items of one evaluation; those of all where they differ. */
  n: z.number(),
});
/** How often models of several seeds were right. */
export type Accuracy = Readonly<z.infer<typeof accuracySchema>>;

/**
 * The accuracy over the evaluations of one setting, one a seed, in any order. Throws RangeError where there is none, or two of one seed.
 *
 * @param level confidence of the interval, 0 to 1
 */
export function accuracyOf(evaluations: readonly Evaluation[], level = 0.95): Accuracy {
  const [first, ...rest] = evaluations.toSorted((a, b) => a.seed - b.seed);
  if (first === undefined) throw new RangeError("Expected at least one evaluation but received none.");
  const seeds = [first, ...rest].map(({ seed }) => seed);
  const twice = seeds.find((seed, i) => seeds.indexOf(seed) !== i);
  if (twice !== undefined) throw new RangeError(`Expected one evaluation of each seed but received two of ${twice}.`);
  if (rest.length === 0) return { mean: wilson(first.correct, first.n, level), deviation: null, seeds, n: first.n };
  const shares = [first, ...rest].map(({ correct, n }) => correct / n);
  const value = meanOf(shares);
  const deviation = Math.sqrt(shares.reduce((sum, share) => sum + (share - value) ** 2, 0) / rest.length);
  const reach = (tQuantile((1 + level) / 2, rest.length) * deviation) / Math.sqrt(shares.length);
  const isEven = rest.every(({ n }) => n === first.n);
  return {
    mean: { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach), level },
    deviation,
    seeds,
    n: isEven ? first.n : [first, ...rest].reduce((sum, { n }) => sum + n, 0),
  };
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
