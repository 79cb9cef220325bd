import type { Group } from "../../group/group.ts";
import { embedding } from "../../train/embedding.ts";
import { concat, reshape, split, transpose } from "../../train/shape.ts";
import type { Tape, Value } from "../../train/tape.ts";
import { type GroupShape, orbitOf, spreadShape, type TokenSet } from "./group-shape.ts";
import { tensorPlans } from "./shape.ts";

/**
 * The plain network's tensors, by name, made of the shared ones of `groupPlans` on the tape, so that a shared tensor's gradient is the sum over its uses:
 * word lift φ(g) = E[g⁻¹·w]; convolution (f∗ψ)(g) = Σₕ Σₖ fₖ(h)·ψₖ(g⁻¹h) + b; readout logit(w) = Σ_g f(g)·ψ[g⁻¹·w] + b of w's orbit.
 * Then moving a source by g moves every state by g, f(h) to f(g⁻¹h), and the logits with it: the network is equivariant whatever the shared values are.
 */
export function tiedTensors(on: Tape, shape: GroupShape, shared: (name: string) => Value): (name: string) => Value {
  const { group, words, actions, units } = shape;
  const special: Readonly<Record<string, (value: Value) => Value>> = {
    "encoder.embedding": (table) => lifted(on, table, words, units),
    "decoder.embedding": (table) => lifted(on, table, actions, units),
    "decoder.output.weight": (table) => transpose(on, lifted(on, table, actions, units), [1, 0]),
    "decoder.output.bias": (bias) => pickRows(on, column(on, bias), orbitOf(actions)),
  };
  const inCell = (name: string): Value => {
    const value = shared(name);
    const one = name.endsWith("bias") ? spreadBias(on, value, group, units) : spreadFilter(on, value, group, units);
    return name.startsWith("encoder") ? concat(on, [one, one], 0) : one; // both directions of the encoder
  };
  const tied = new Map(
    tensorPlans(spreadShape(shape)).map(({ name, shape: size }) => [
      name,
      reshape(on, special[name]?.(shared(name)) ?? inCell(name), size),
    ]),
  );
  return (name) => {
    const value = tied.get(name);
    if (value === undefined) throw new RangeError(`the network has no tensor ${name}`);
    return value;
  };
}

const column = (on: Tape, x: Value): Value => reshape(on, x, [x.shape[0] ?? 0, 1]);

/** Rows of a table picked by numbers known when the graph is built. */
const pickRows = (on: Tape, table: Value, rows: readonly number[]): Value =>
  embedding(on, table, { name: on.graph.i64(rows), shape: [rows.length], tracked: false });

/** E (tokens, blocks·K) to (tokens, blocks·|G|·K): the row of token w holds E[g⁻¹·w] for each g. */
function lifted(on: Tape, table: Value, { count, action }: TokenSet, units: number): Value {
  const { group } = action;
  const blocks = (table.shape[1] ?? 0) / units;
  const tokens = Array.from({ length: count }, (_, token) => token);
  const pieces = group.elements.map((g) => {
    const moved = tokens.map((token) => action.apply(group.inverse(g), token));
    return reshape(on, pickRows(on, table, moved), [count, blocks, 1, units]);
  });
  return reshape(on, concat(on, pieces, 2), [count, blocks * group.order * units]);
}

/** ψ (|G|, blocks·K, blocks′·K) to the matrix from functions on the group to functions on it, (blocks·|G|·K, blocks′·|G|·K). */
function spreadFilter(on: Tape, filter: Value, group: Group, units: number): Value {
  const [order = 0, from = 0, to = 0] = filter.shape;
  const size = [from / units, 1, units, to / units, 1, units];
  const parts = split(on, filter, Array<number>(order).fill(1), 0).map((part) => reshape(on, part, size));
  const part = (g: number): Value => parts[g] as Value;
  const rows = group.elements.map((h) =>
    concat(
      on,
      group.elements.map((g) => part(group.multiply(group.inverse(g), h))),
      4,
    ),
  );
  return reshape(on, concat(on, rows, 1), [from * order, to * order]);
}

/** b (blocks·K), the same for every element of the group, to (blocks·|G|·K). */
function spreadBias(on: Tape, bias: Value, { order }: Group, units: number): Value {
  const blocks = (bias.shape[0] ?? 0) / units;
  const one = reshape(on, bias, [blocks, 1, units]);
  return reshape(on, concat(on, Array<Value>(order).fill(one), 1), [blocks * order * units]);
}
