import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { z } from "zod";
import { estimateSchema } from "../audit/result/interval.ts";
import { wilson } from "../audit/statistics/wilson.ts";
import type { Evaluation } from "./evaluation.ts";

export const accuracySchema = z.object({
  /** Mean share over the seeds, with its interval: Wilson's of one seed, Student's t over several, cut to [0, 1]; where all seeds agree, Wilson's of all their items. */
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
  const all = {
    correct: sum([first, ...rest].map(({ correct }) => correct)),
    n: sum([first, ...rest].map(({ n }) => n)),
  };
  const isEven = rest.every(({ n }) => n === first.n);
  return { ...spreadOf(shares, all, level), seeds, n: isEven ? first.n : all.n };
}

/** Mean and deviation over the seeds. Equal shares say nothing of how far seeds lie apart, so their interval is that of all items together. */
function spreadOf(
  shares: readonly number[],
  all: Pick<Evaluation, "correct" | "n">,
  level: number,
): Pick<Accuracy, "mean" | "deviation"> {
  const [first = 0] = shares;
  if (shares.every((share) => share === first))
    return { mean: { ...wilson(all.correct, all.n, level), value: first }, deviation: 0 };
  const value = sum(shares) / shares.length;
  const deviation = Math.sqrt(sum(shares.map((share) => (share - value) ** 2)) / (shares.length - 1));
  const reach = (tQuantile((1 + level) / 2, shares.length - 1) * deviation) / Math.sqrt(shares.length);
  return { mean: { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach), level }, deviation };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
