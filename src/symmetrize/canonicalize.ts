import type { CosetFrame } from "../group/frame.ts";
import type { Element } from "../group/group.ts";
import { mean } from "../math/ordered-sum.ts";
import { callModel, type Model, type Sides } from "./symmetrize.ts";

/**
 * Canonicalisation: c⁻¹·f(c·x) for the frame's c, equivariant at one row an input. With the trivial action on outputs it is f(c·x), invariant.
 * Where x has a stabiliser it is the mean over all of its carriers c, so that the law holds there too.
 */
export function canonicalize<X>(model: Model<X>, frame: CosetFrame<X>, on: Sides<X>): Model<X> {
  const { group } = on.output;
  return async (inputs) => {
    const carriers = inputs.map((x) => frame.carriers(x));
    const images = inputs.map((x, row) => on.input.apply(carriers[row]?.[0] as Element, x));
    const outputs = await callModel(model, images);
    return carriers.map((own, row) =>
      mean(own.map((c) => on.output.apply(group.inverse(c), outputs[row] as Float32Array))),
    );
  };
}
