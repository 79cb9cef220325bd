import type { Action } from "../group/action.ts";

/** A batch of inputs to their outputs, each of shape (n). Row independence: an output depends on its own input alone. */
export type Model<X> = (inputs: readonly X[]) => Promise<readonly Float32Array[]>;

/** What the symmetrized model sees from one side of an input: g·x and f(g·x), shape (n). Moving x only reorders these. */
export interface Seen<X> {
  readonly input: X;
  readonly raw: Float32Array;
}

/** A view with its output turned back to the input's own side: g⁻¹·f(g·x), shape (n). */
export interface View<X> extends Seen<X> {
  readonly aligned: Float32Array;
}

/** Turns the |G| views of an input into one output, shape (n). Must not depend on their order, nor weigh them by their aligned outputs. */
export type Fold<X> = (views: readonly View<X>[]) => Float32Array;

/** How a group acts on a model's inputs and on its outputs. */
export interface Sides<X> {
  readonly input: Action<X>;
  readonly output: Action<Float32Array>;
}

/**
 * Makes a model equivariant: h(g·x) = g·h(x). With the folds here the law holds bit for bit where the model's own outputs do not
 * depend on the batch. Cost: |G| rows an input, all in one call.
 * Source: Basu et al. 2023, arXiv:2210.06475 (equitune) and arXiv:2305.09900 (λ-equitune, equizero).
 */
export function symmetrize<X>(model: Model<X>, fold: Fold<X>, on: Sides<X>): Model<X> {
  const { group } = on.input;
  return async (inputs) => {
    const moved = inputs.flatMap((x) => group.elements.map((g) => on.input.apply(g, x)));
    const outputs = await callModel(model, moved);
    return inputs.map((_, row) => {
      const views = group.elements.map((g, column): View<X> => {
        const at = row * group.order + column;
        const raw = outputs[at] as Float32Array;
        return { input: moved[at] as X, raw, aligned: on.output.apply(group.inverse(g), raw) };
      });
      return fold(views);
    });
  };
}

/** The model's outputs, one for each input. Throws RangeError where it returns another number of them. */
export async function callModel<X>(model: Model<X>, inputs: readonly X[]): Promise<readonly Float32Array[]> {
  const outputs = await model(inputs);
  if (outputs.length !== inputs.length) {
    throw new RangeError(
      `Expected the model to return ${inputs.length} outputs, one for each input, but received ${outputs.length}.`,
    );
  }
  return outputs;
}
