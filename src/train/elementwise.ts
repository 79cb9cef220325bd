import { derive, type Tape, type Value } from "./tape.ts";

/** The shape of a and b combined by ONNX's (NumPy's) broadcasting. Throws RangeError where they do not combine. */
export function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const left = a[a.length - rank + i] ?? 1;
    const right = b[b.length - rank + i] ?? 1;
    if (left !== right && left !== 1 && right !== 1)
      throw new RangeError(`shapes [${a.join(", ")}] and [${b.join(", ")}] do not combine`);
    return left === 1 ? right : left;
  });
}

/** Sums a gradient of shape `from` over the axes along which a value of shape `to` was repeated. */
function unbroadcast(on: Tape, gradient: string, from: readonly number[], to: readonly number[]): string {
  const lead = from.length - to.length;
  const axes = [...from.keys()].filter((axis) => axis < lead || (to[axis - lead] === 1 && from[axis] !== 1));
  if (axes.length === 0) return gradient;
  const summed = on.graph.node("ReduceSum", [gradient, on.graph.i64(axes)], {
    keepdims: lead > 0 && axes.length === lead ? 0 : 1,
  });
  return axes.length === lead ? summed : on.graph.node("Reshape", [summed, on.graph.i64(to)]);
}

/** a + b, with broadcasting. */
export function add(on: Tape, a: Value, b: Value): Value {
  const shape = broadcastShape(a.shape, b.shape);
  return derive(on, on.graph.node("Add", [a.name, b.name]), shape, [a, b], (d) => {
    for (const x of [a, b]) on.give(x, () => unbroadcast(on, d, shape, x.shape));
  });
}

/** a − b, with broadcasting. */
export function subtract(on: Tape, a: Value, b: Value): Value {
  const shape = broadcastShape(a.shape, b.shape);
  return derive(on, on.graph.node("Sub", [a.name, b.name]), shape, [a, b], (d) => {
    on.give(a, () => unbroadcast(on, d, shape, a.shape));
    on.give(b, () => on.graph.node("Neg", [unbroadcast(on, d, shape, b.shape)]));
  });
}

/** a · b element by element, with broadcasting. */
export function multiply(on: Tape, a: Value, b: Value): Value {
  const shape = broadcastShape(a.shape, b.shape);
  return derive(on, on.graph.node("Mul", [a.name, b.name]), shape, [a, b], (d) => {
    on.give(a, () => unbroadcast(on, on.graph.node("Mul", [d, b.name]), shape, a.shape));
    on.give(b, () => unbroadcast(on, on.graph.node("Mul", [d, a.name]), shape, b.shape));
  });
}

/** factor · x for a number known when the graph is built. */
export function scale(on: Tape, x: Value, factor: number): Value {
  const times = (name: string): string => on.graph.node("Mul", [name, on.graph.f32(factor)]);
  return derive(on, times(x.name), x.shape, [x], (d) => on.give(x, () => times(d)));
}

/** eˣ. */
export function exp(on: Tape, x: Value): Value {
  const y = on.graph.node("Exp", [x.name]);
  return derive(on, y, x.shape, [x], (d) => on.give(x, () => on.graph.node("Mul", [d, y])));
}

/** 1 / (1 + e⁻ˣ). */
export function sigmoid(on: Tape, x: Value): Value {
  const { graph: g } = on;
  const y = g.node("Sigmoid", [x.name]);
  return derive(on, y, x.shape, [x], (d) =>
    on.give(x, () => g.node("Mul", [d, g.node("Mul", [y, g.node("Sub", [g.f32(1), y])])])),
  );
}

/** Hyperbolic tangent. */
export function tanh(on: Tape, x: Value): Value {
  const { graph: g } = on;
  const y = g.node("Tanh", [x.name]);
  return derive(on, y, x.shape, [x], (d) =>
    on.give(x, () => g.node("Mul", [d, g.node("Sub", [g.f32(1), g.node("Mul", [y, y])])])),
  );
}

/** max(x, 0); its derivative at 0 is taken as 0. */
export function relu(on: Tape, x: Value): Value {
  const { graph: g } = on;
  return derive(on, g.node("Relu", [x.name]), x.shape, [x], (d) =>
    on.give(x, () => g.node("Where", [g.node("Greater", [x.name, g.f32(0)]), d, g.f32(0)])),
  );
}

/**
 * GELU in its tanh form, which GPT-2 uses: y = x·s with s = sigmoid(x·(a + b·x²)), a = 2√(2/π), b = 0.044715·a
 * (since (1 + tanh u)/2 = sigmoid(2u)). Then dy/dx = s + y·(1 − s)·(a + 3b·x²).
 */
export function gelu(on: Tape, x: Value): Value {
  const { graph: g } = on;
  const a = 2 * Math.sqrt(2 / Math.PI);
  const b = 0.044715 * a;
  const square = g.node("Mul", [x.name, x.name]);
  const slope = (factor: number): string => g.node("Add", [g.node("Mul", [square, g.f32(factor)]), g.f32(a)]);
  const s = g.node("Sigmoid", [g.node("Mul", [slope(b), x.name])]);
  const y = g.node("Mul", [x.name, s]);
  return derive(on, y, x.shape, [x], (d) =>
    on.give(x, () => {
      const curved = g.node("Mul", [g.node("Mul", [y, g.node("Sub", [g.f32(1), s])]), slope(3 * b)]);
      return g.node("Mul", [d, g.node("Add", [s, curved])]);
    }),
  );
}
