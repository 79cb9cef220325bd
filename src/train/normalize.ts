import { derive, type Tape, type Value } from "./tape.ts";

/** exp(x) / Σ exp(x) along the last axis. */
export function softmax(on: Tape, x: Value): Value {
  const { graph: g } = on;
  const y = g.node("Softmax", [x.name], { axis: -1 });
  return derive(on, y, x.shape, [x], (d) =>
    on.give(x, () => {
      const shared = g.node("Mul", [d, y]);
      return g.node("Sub", [shared, g.node("Mul", [y, g.node("ReduceSum", [shared, g.i64([-1])], { keepdims: 1 })])]);
    }),
  );
}

/** x − log Σ exp(x) along the last axis. */
export function logSoftmax(on: Tape, x: Value): Value {
  const { graph: g } = on;
  const y = g.node("LogSoftmax", [x.name], { axis: -1 });
  return derive(on, y, x.shape, [x], (d) =>
    on.give(x, () =>
      g.node("Sub", [d, g.node("Mul", [g.node("Exp", [y]), g.node("ReduceSum", [d, g.i64([-1])], { keepdims: 1 })])]),
    ),
  );
}

/** Rows of x (n, k) shifted and scaled to mean 0 and variance 1 (plus epsilon), then times gain (k) plus bias (k). */
export function layerNorm(on: Tape, x: Value, gain: Value, bias: Value, epsilon = 1e-5): Value {
  const { graph: g } = on;
  const outputs = [g.fresh(), g.fresh(), g.fresh()] as const;
  const attributes = { axis: -1, epsilon: { float: epsilon } };
  const [y, center, inverse] = g.nodes("LayerNormalization", [x.name, gain.name, bias.name], outputs, attributes);
  return derive(on, y, x.shape, [x, gain, bias], (d) => {
    const unit = g.node("Mul", [g.node("Sub", [x.name, center]), inverse]);
    const overRows = (name: string): string => g.node("ReduceSum", [name, g.i64([0])], { keepdims: 0 });
    const rowMean = (name: string): string => g.node("ReduceMean", [name], { axes: [-1] });
    on.give(gain, () => overRows(g.node("Mul", [d, unit])));
    on.give(bias, () => overRows(d));
    on.give(x, () => {
      const e = g.node("Mul", [d, gain.name]);
      const centered = g.node("Sub", [e, rowMean(e)]);
      return g.node("Mul", [
        g.node("Sub", [centered, g.node("Mul", [unit, rowMean(g.node("Mul", [e, unit]))])]),
        inverse,
      ]);
    });
  });
}

/** Rows along the last axis divided by their Euclidean norm, so that each has norm 1. A row of zeros has no direction: it stays 0, and its gradient is huge. */
export function unitRows(on: Tape, x: Value): Value {
  const { graph: g } = on;
  const norm = g.node("Max", [g.node("ReduceL2", [x.name], { axes: [-1], keepdims: 1 }), g.f32(1e-12)]);
  const y = g.node("Div", [x.name, norm]);
  return derive(on, y, x.shape, [x], (d) =>
    on.give(x, () => {
      const along = g.node("ReduceSum", [g.node("Mul", [d, y]), g.i64([-1])], { keepdims: 1 });
      return g.node("Div", [g.node("Sub", [d, g.node("Mul", [y, along])]), norm]);
    }),
  );
}
