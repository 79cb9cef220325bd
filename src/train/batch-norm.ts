import { elementCount } from "../onnx/tensor.ts";
import { derive, type Tape, type Value } from "./tape.ts";

/** A batch-normalised value, with what it was normalised by: each channel's mean and population variance, shape (c), into which no gradient flows. */
export interface BatchNormalized {
  readonly value: Value;
  readonly mean: Value;
  readonly variance: Value;
}

/**
 * Each channel of x (n, c, h, w) shifted and scaled to mean 0 and variance 1 (plus epsilon) over the whole batch, then times gain (c) plus bias (c).
 * `mean` and `variance` become outputs of the graph under their own names: whoever trains averages them, for inference, outside.
 */
export function batchNorm(on: Tape, x: Value, gain: Value, bias: Value, epsilon = 1e-5): BatchNormalized {
  const { graph: g } = on;
  const channels = x.shape[1] ?? 0;
  const constant = (value: number): string =>
    g.initializer(g.fresh("k"), "float32", [channels], new Float32Array(channels).fill(value));
  const [zeros, ones] = [constant(0), constant(1)];
  // With momentum 0 the "running" values that the node returns are those of this batch.
  const [y, center, variance] = g.nodes(
    "BatchNormalization",
    [x.name, gain.name, bias.name, zeros, ones],
    [g.fresh(), g.fresh(), g.fresh()],
    { training_mode: 1, momentum: { float: 0 }, epsilon: { float: epsilon } },
  );
  const untracked = (name: string): Value => ({ name, shape: [channels], tracked: false });
  // As outputs they get buffers of their own. ONNX Runtime 1.30 else writes them over the node's two constants, which it may have merged with others.
  for (const name of [center, variance]) g.output(name, "float32", [channels]);
  const value = derive(on, y, x.shape, [x, gain, bias], (d) => {
    const overChannels = (name: string): string => g.node("ReduceSum", [name, g.i64([0, 2, 3])], { keepdims: 0 });
    const inverse = g.node("Reciprocal", [g.node("Sqrt", [g.node("Add", [variance, g.f32(epsilon)])])]);
    const total = overChannels(d);
    // Σ d·(x − mean)·inverse over each channel.
    const shared = g.node("Sub", [overChannels(g.node("Mul", [d, x.name])), g.node("Mul", [center, total])]);
    const along = g.node("Mul", [shared, inverse]);
    on.give(gain, () => along);
    on.give(bias, () => total);
    on.give(x, () => {
      // gain·inverse·(d − total/N − (x − mean)·inverse·along/N), as d·factor + (x − mean)·slope + offset.
      const factor = g.node("Mul", [gain.name, inverse]);
      const share = g.node("Mul", [factor, g.f32(-channels / elementCount(x.shape))]);
      const slope = g.node("Mul", [share, g.node("Mul", [along, inverse])]);
      const offset = g.node("Mul", [share, total]);
      const rest = g.node("BatchNormalization", [x.name, slope, offset, center, ones], { epsilon: { float: 0 } });
      return g.node("Add", [g.node("Mul", [d, g.node("Reshape", [factor, g.i64([channels, 1, 1])])]), rest]);
    });
  });
  return { value, mean: untracked(center), variance: untracked(variance) };
}
