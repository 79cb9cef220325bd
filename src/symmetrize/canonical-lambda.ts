import { weightedMean } from "../math/ordered-sum.ts";
import { callModel, type Model } from "./symmetrize.ts";

/** A group that may be infinite, with its action on inputs and outputs. For an invariant result let `moveOutput` return the output as it is. */
export interface Transformations<H, X> {
  multiply(a: H, b: H): H;
  inverse(h: H): H;
  moveInput(h: H, x: X): X;
  moveOutput(h: H, y: Float32Array): Float32Array;
}

/**
 * Canonical λ-equitune: Σ λ(u)·h(x)·f(u) / Σ λ(u) over u = θ·h(x)⁻¹·x for a fixed list of θ. Equivariant where h(g·x) = g·h(x), whatever the list.
 * θ is not undone on the outputs, so with all of a finite group for θ it is not λ-equitune. Cost: one row for each θ, all in one call.
 * Throws RangeError where λ is negative or not finite at some u, or 0 at all.
 * Source: Basu et al. 2023, arXiv:2305.09900.
 */
export function canonicalLambda<H, X>(
  model: Model<X>,
  by: Transformations<H, X>,
  parts: {
    /** h(x), with h(g·x) = g·h(x). */
    readonly frame: (x: X) => H;
    readonly thetas: readonly H[];
    /** λ ≥ 0 of a moved input. */
    readonly weigh: (moved: X) => number;
  },
): Model<X> {
  const { frame, thetas, weigh } = parts;
  return async (inputs) => {
    const moved = inputs.flatMap((x) => {
      const back = by.inverse(frame(x));
      return thetas.map((theta) => by.moveInput(by.multiply(theta, back), x));
    });
    const outputs = await callModel(model, moved);
    return inputs.map((x, row) => {
      const own = <T>(all: readonly T[]) => all.slice(row * thetas.length, (row + 1) * thetas.length);
      return by.moveOutput(frame(x), weightedMean(own(outputs), own(moved).map(weigh)));
    });
  };
}
