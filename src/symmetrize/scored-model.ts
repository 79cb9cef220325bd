import { callModel, type Model, type Seen } from "./symmetrize.ts";

/** A model and what a second network thinks of each of its outputs, for folds that weigh views by a learned λ. */
export interface ScoredModel<X> {
  readonly model: Model<X>;
  /** The score of an output that this model gave. Throws RangeError on another one. */
  readonly score: (seen: Seen<X>) => number;
}

/** Scores every output of `model` as it comes, all rows in one call of `scorer` (outputs to scores, one each), since a fold cannot wait for a network. */
export function scoredModel<X>(
  model: Model<X>,
  scorer: (outputs: readonly Float32Array[]) => Promise<readonly number[]>,
): ScoredModel<X> {
  const scores = new WeakMap<Float32Array, number>();
  return {
    async model(inputs) {
      const outputs = await callModel(model, inputs);
      const given = await scorer(outputs);
      for (const [row, output] of outputs.entries()) {
        const score = given[row];
        if (score === undefined)
          throw new RangeError(`Expected a score for each of ${outputs.length} outputs but received ${given.length}.`);
        scores.set(output, score);
      }
      return outputs;
    },
    score({ raw }) {
      const score = scores.get(raw);
      if (score === undefined) throw new RangeError("Expected an output of the scored model but received another one.");
      return score;
    },
  };
}
