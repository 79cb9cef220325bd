import { derive, type Tape, type Value } from "./tape.ts";

const swapLast = (on: Tape, name: string, rank: number): string => {
  const perm = [...Array(rank).keys()];
  [perm[rank - 2], perm[rank - 1]] = [rank - 1, rank - 2];
  return on.graph.node("Transpose", [name], { perm });
};

function requireEqual(found: unknown, expected: unknown, what: string): void {
  if (found !== expected) throw new RangeError(`${what}: expected ${String(expected)} but found ${String(found)}`);
}

/** a·b over the last two axes, shapes (…, n, k) and (…, k, m) with equal leading sizes; result (…, n, m). */
export function matmul(on: Tape, a: Value, b: Value): Value {
  const rank = a.shape.length;
  requireEqual(b.shape.slice(0, -2).join(), a.shape.slice(0, -2).join(), "matmul: leading sizes");
  requireEqual(b.shape.at(-2), a.shape.at(-1), "matmul: inner size");
  const shape = [...a.shape.slice(0, -1), b.shape.at(-1) ?? 0];
  return derive(on, on.graph.node("MatMul", [a.name, b.name]), shape, [a, b], (d) => {
    on.give(a, () => on.graph.node("MatMul", [d, swapLast(on, b.name, rank)]));
    on.give(b, () => on.graph.node("MatMul", [swapLast(on, a.name, rank), d]));
  });
}

/** x·W + bias for x (n, k), W (k, m) and, if given, bias (m); result (n, m). */
export function linear(on: Tape, x: Value, weight: Value, bias?: Value): Value {
  const { graph: g } = on;
  requireEqual(weight.shape[0], x.shape[1], "linear: inner size");
  const inputs = bias === undefined ? [x, weight] : [x, weight, bias];
  const name = g.node(
    "Gemm",
    inputs.map((input) => input.name),
  );
  return derive(on, name, [x.shape[0] ?? 0, weight.shape[1] ?? 0], inputs, (d) => {
    on.give(x, () => g.node("Gemm", [d, weight.name], { transB: 1 }));
    giveGemm(on, weight, x.name, d);
    if (bias !== undefined) on.give(bias, () => g.node("ReduceSum", [d, g.i64([0])], { keepdims: 0 }));
  });
}

/** x·Wᵀ for x (n, k) and W (m, k): scores against the rows of a table, such as a tied output head. Result (n, m). */
export function scores(on: Tape, x: Value, table: Value): Value {
  const { graph: g } = on;
  requireEqual(table.shape[1], x.shape[1], "scores: inner size");
  const name = g.node("Gemm", [x.name, table.name], { transB: 1 });
  return derive(on, name, [x.shape[0] ?? 0, table.shape[0] ?? 0], [x, table], (d) => {
    on.give(x, () => g.node("Gemm", [d, table.name]));
    giveGemm(on, table, d, x.name);
  });
}

/** Adds leftᵀ·right to the gradient of `value`, in the product itself where a gradient is already there. */
export function giveGemm(on: Tape, value: Value, left: string, right: string): void {
  on.give(
    value,
    (sofar) => on.graph.node("Gemm", [left, right, ...(sofar === undefined ? [] : [sofar])], { transA: 1 }),
    "replace",
  );
}
