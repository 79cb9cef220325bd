import { weightedMean } from "../math/ordered-sum.ts";
import type { Fold, Seen } from "./symmetrize.ts";

/**
 * λ-equitune: the mean of the aligned outputs, weighted by λ(g·x) ≥ 0. With λ = 1 everywhere it is equitune; with λ = 1 at one view, equizero.
 * The fold throws RangeError where a weight is negative or not finite, and where all are 0.
 */
export function lambdaEquitune<X>(weigh: (seen: Seen<X>) => number): Fold<X> {
  return (views) =>
    weightedMean(
      views.map(({ aligned }) => aligned),
      views.map(weigh),
    );
}
