import type { Action } from "../group/action.ts";
import { mean } from "../math/ordered-sum.ts";
import { type Fold, type Model, type Sides, symmetrize } from "./symmetrize.ts";

/** One factor of a product of groups that act on the same inputs and outputs, each action commuting with those of the other factors. */
export interface Factor<X> extends Sides<X> {
  /** Inv: x to one input for the factor's whole orbit. Commutes with the other factors' actions and collapses. */
  collapse(x: X): X;
}

/**
 * Makes a model equivariant to a product of groups with Σ|Gᵢ| rows an input where `symmetrize` needs Π|Gᵢ|: the mean over the factors i of
 * Sym_others(Eqᵢ(Inv_others(x))). Each branch sees the other factors' words collapsed, so it is less expressive.
 * Eqᵢ is `symmetrize` with the given fold. Throws RangeError where no factor is given.
 * Source: the multi-group construction of Baltaci, Basu and Varshney 2023, arXiv:2310.09675.
 */
export function productSymmetrize<X>(model: Model<X>, fold: Fold<X>, factors: readonly Factor<X>[]): Model<X> {
  if (factors.length === 0) throw new RangeError("Expected at least one factor of a product but received none.");
  const branches = factors.map((factor): Model<X> => {
    const others = factors.filter((other) => other !== factor);
    const equivariant = symmetrize(model, fold, factor);
    return async (inputs) => {
      const collapsed = inputs.map((x) => others.reduce((rest, other) => other.collapse(rest), x));
      const outputs = await equivariant(collapsed);
      return outputs.map((y) => others.reduce((spread, other) => orbitMean(other.output, spread), y));
    };
  });
  return async (inputs) => {
    const outputs = await Promise.all(branches.map((branch) => branch(inputs)));
    return inputs.map((_, row) => mean(outputs.map((branch) => branch[row] as Float32Array)));
  };
}

/** Sym: the mean over the orbit of a vector, fixed by the group; the same bit for bit for every vector of the orbit. */
export function orbitMean(action: Action<Float32Array>, vector: Float32Array): Float32Array {
  return mean(action.group.elements.map((g) => action.apply(g, vector)));
}
