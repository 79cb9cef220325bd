import type { CellName } from "../../../src/networks/seq2seq/cell-name.ts";
import type { Seq2seqShape } from "../../../src/networks/seq2seq/shape.ts";
import type { TensorValues } from "../../../src/networks/seq2seq/weights.ts";

/** Vectors in double precision. */
type Vector = readonly number[];
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const plus = (...vectors: readonly Vector[]): Vector =>
  vectors[0]!.map((_, i) => vectors.reduce((sum, v) => sum + v[i]!, 0));
const slice = (data: Float32Array, from: number, count: number): Vector => [...data.subarray(from, from + count)];

/** x·W + b for W (inputs, outputs), which begins `offset` matrices into its data. */
function affine(x: Vector, weight: Float32Array, bias: Float32Array | undefined, outputs: number, offset = 0): Vector {
  return Array.from({ length: outputs }, (_, j) =>
    x.reduce(
      (sum, value, i) => sum + value * weight[offset * x.length * outputs + i * outputs + j]!,
      bias === undefined ? 0 : bias[offset * outputs + j]!,
    ),
  );
}

interface State {
  readonly h: Vector;
  readonly c: Vector;
}

/** One step by the equations of PyTorch's documentation, gates in the order of the tensors here. */
function step(cell: CellName, a: Vector, b: Vector, { h, c }: State): State {
  const n = h.length;
  const gate = (v: Vector, k: number): Vector => v.slice(k * n, (k + 1) * n);
  if (cell === "rnn") return { h: plus(a, b).map(Math.tanh), c };
  if (cell === "gru") {
    const r = plus(gate(a, 0), gate(b, 0)).map(sigmoid);
    const z = plus(gate(a, 1), gate(b, 1)).map(sigmoid);
    const fresh = gate(a, 2).map((x, i) => Math.tanh(x + r[i]! * gate(b, 2)[i]!));
    return { h: fresh.map((x, i) => (1 - z[i]!) * x + z[i]! * h[i]!), c };
  }
  const opened = (k: number): Vector => plus(gate(a, k), gate(b, k)).map(sigmoid);
  const [input, forget, output] = [opened(0), opened(1), opened(2)] as const;
  const fresh = plus(gate(a, 3), gate(b, 3)).map(Math.tanh);
  const memory = c.map((x, i) => forget[i]! * x + input[i]! * fresh[i]!);
  return { h: memory.map((x, i) => output[i]! * Math.tanh(x)), c: memory };
}

const gates = { rnn: 1, gru: 3, lstm: 4 } as const;

/** Log-probabilities of each position, where `next` says which token is fed after a row, or undefined to stop: the network written out in loops. */
export function plainLogProbabilities(
  { cell, actions, units, activation, backward: order }: Seq2seqShape,
  values: TensorValues,
  source: readonly number[],
  next: (row: Vector, at: number) => number | undefined,
): readonly Vector[] {
  const t = (name: string): Float32Array => values[name]!;
  const run = (tokens: readonly number[], direction: number): readonly State[] => {
    let state: State = { h: Array<number>(units).fill(0), c: Array<number>(units).fill(0) };
    return tokens.map((token) => {
      const x = slice(t("encoder.embedding"), token * units, units);
      const a = affine(x, t("encoder.input.weight"), t("encoder.input.bias"), gates[cell] * units, direction);
      const b = affine(state.h, t("encoder.hidden.weight"), t("encoder.hidden.bias"), gates[cell] * units, direction);
      state = step(cell, a, b, state);
      return state;
    });
  };
  const forward = run(source, 0);
  const turned = (list: readonly number[]): readonly number[] =>
    order === "endLast" ? [...list.slice(0, -1).toReversed(), list.at(-1)!] : list.toReversed();
  const backward = run(turned(source), 1);
  const places = turned([...source.keys()]);
  const positions = source.map((_, i) => [...forward[i]!.h, ...backward[places.indexOf(i)]!.h]);
  let state: State = {
    h: [...forward.at(-1)!.h, ...backward.at(-1)!.h],
    c: [...forward.at(-1)!.c, ...backward.at(-1)!.c],
  };
  const wide = 2 * units;
  const rows: Vector[] = [];
  for (let token: number | undefined = 0, at = 0; token !== undefined; at++) {
    const scores = positions.map((position) => Math.exp(position.reduce((sum, x, i) => sum + x * state.h[i]!, 0)));
    const total = scores.reduce((sum, score) => sum + score, 0);
    const context = Array.from({ length: wide }, (_, i) =>
      positions.reduce((sum, p, k) => sum + (p[i]! * scores[k]!) / total, 0),
    );
    const embedded = slice(t("decoder.embedding"), token * wide, wide);
    const combined = plus(
      affine(embedded, t("decoder.combine.token"), t("decoder.combine.bias"), wide),
      affine(context, t("decoder.combine.context"), undefined, wide),
    ).map((x) => (activation === "tanh" ? Math.tanh(x) : Math.max(0, x)));
    const a = affine(combined, t("decoder.input.weight"), t("decoder.input.bias"), gates[cell] * wide);
    const b = affine(state.h, t("decoder.hidden.weight"), t("decoder.hidden.bias"), gates[cell] * wide);
    state = step(cell, a, b, state);
    const logits = affine(state.h, t("decoder.output.weight"), t("decoder.output.bias"), actions);
    const norm = Math.log(logits.reduce((sum, x) => sum + Math.exp(x), 0));
    rows.push(logits.map((x) => x - norm));
    token = next(rows.at(-1)!, at);
  }
  return rows;
}
