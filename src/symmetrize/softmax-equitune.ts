import { orderedSum, weightedMean } from "../math/ordered-sum.ts";
import type { Fold, Seen } from "./symmetrize.ts";

/**
 * λ-equitune with λ = exp(score) of a view: the mean of the aligned outputs, weighted by the softmax of their scores over the group. Scores may be
 * any finite size, and adding the same to all changes nothing. Equal scores give equitune; one score far above the rest gives equizero.
 * The fold throws RangeError where a score is NaN or +Infinity, and where all are −Infinity.
 */
export function softmaxEquitune<X>(score: (seen: Seen<X>) => number): Fold<X> {
  return (views) =>
    weightedMean(
      views.map(({ aligned }) => aligned),
      groupWeights(views.map(score)),
    );
}

/** The weights that `softmaxEquitune` gives views with these scores: each in [0, 1], sum 1. Reordering the scores reorders the weights, bit for bit. */
export function groupWeights(scores: readonly number[]): readonly number[] {
  const most = scores.reduce((most, score) => {
    if (!(score < Infinity)) throw new RangeError(`Expected scores below +Infinity but received ${score}.`);
    return Math.max(most, score);
  }, -Infinity);
  if (most === -Infinity) throw new RangeError("Expected the score of at least one view to be finite but none is.");
  const weights = scores.map((score) => Math.exp(score - most));
  const total = orderedSum(weights);
  return weights.map((weight) => weight / total);
}
