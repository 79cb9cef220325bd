import fc from "fast-check";
import { onEach, onEntries } from "../../src/group/action.ts";
import type { PermutationAction } from "../../src/group/permutation-action.ts";
import type { Model, Seen, Sides } from "../../src/symmetrize/symmetrize.ts";

export type Sequence = readonly number[];

/** How a group that permutes points acts on sequences of them and on vectors over them. */
export const sidesOf = (points: PermutationAction): Sides<Sequence> => ({
  input: onEach(points),
  output: onEntries(points),
});

export const sequences = (points: PermutationAction): fc.Arbitrary<Sequence> =>
  fc.array(fc.nat(points.size - 1), { minLength: 1, maxLength: 4 });

/** A made-up model with no symmetry of its own: a number in (−1, 1) for each point, that hangs on every item of the sequence. */
export const lopsided =
  (size: number): Model<Sequence> =>
  async (inputs) =>
    inputs.map((sequence) =>
      Float32Array.from({ length: size }, (_, i) =>
        Math.sin(sequence.reduce((hash, item) => hash * 7 + item + 1, i + 1)),
      ),
    );

/** A model of one input, told to take and give batches of one. */
export const single =
  (model: Model<Sequence>) =>
  async (x: Sequence): Promise<Float32Array> => {
    const [output] = await model([x]);
    return output as Float32Array;
  };

/** How many rows a model has been asked for. */
export interface RowCount {
  rows: number;
}
export const counted =
  <X>(model: Model<X>, count: RowCount): Model<X> =>
  (inputs) => {
    count.rows += inputs.length;
    return model(inputs);
  };

export const peak = ({ raw }: Pick<Seen<unknown>, "raw">): number =>
  raw.reduce((most, value) => Math.max(most, value), -Infinity);
