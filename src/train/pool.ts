import { elementCount } from "../onnx/tensor.ts";
import { walkedSize, type Walk } from "./convolution.ts";
import { derive, type Tape, type Value } from "./tape.ts";

/**
 * The largest pixel of each square window of side `size`: images (n, c, h, w) to (n, c, h′, w′). `stride`: `size` where absent. Where several pixels of
 * a window are largest, the first takes the gradient. Throws RangeError where a window would hold padding alone.
 */
export function maxPool(on: Tape, x: Value, size: number, { stride = size, padding = 0 }: Walk = {}): Value {
  const { graph: g } = on;
  const shape = pooledShape(x, size, { stride, padding });
  const [y, winners] = g.nodes("MaxPool", [x.name], [g.fresh(), g.fresh()], windows(size, stride, padding));
  return derive(on, y, shape, [x], (d) =>
    on.give(x, () => {
      // The winners are positions in the whole of x, so the gradients are scattered into a flat tensor.
      const count = elementCount(x.shape);
      const zeros = g.node("Expand", [g.f32(0), g.i64([count])]);
      const [to, values] = [winners, d].map((name) => g.node("Reshape", [name, g.i64([-1])])) as [string, string];
      const reduction = stride < size ? { reduction: "add" } : {};
      return g.node("Reshape", [g.node("ScatterElements", [zeros, to, values], reduction), g.i64(x.shape)]);
    }),
  );
}

/** The mean of each square window of side `size`, padding counted as zeros: images (n, c, h, w) to (n, c, h′, w′). `stride`: `size` where absent. */
export function averagePool(on: Tape, x: Value, size: number, { stride = size, padding = 0 }: Walk = {}): Value {
  const { graph: g } = on;
  const shape = pooledShape(x, size, { stride, padding });
  const attributes = windows(size, stride, padding);
  const y = g.node("AveragePool", [x.name], { ...attributes, count_include_pad: 1 });
  return derive(on, y, shape, [x], (d) =>
    on.give(x, () => {
      const channels = x.shape[1] ?? 0;
      const share = new Float32Array(channels * size * size).fill(1 / (size * size));
      const kernels = g.initializer(g.fresh("k"), "float32", [channels, 1, size, size], share);
      const left = (axis: number): number =>
        (x.shape[axis] ?? 0) + 2 * padding - size - ((shape[axis] ?? 0) - 1) * stride;
      return g.node("ConvTranspose", [d, kernels], {
        ...attributes,
        group: channels,
        output_padding: [left(2), left(3)],
      });
    }),
  );
}

function pooledShape(x: Value, size: number, walk: Required<Walk>): readonly number[] {
  const [n = 0, channels = 0, height = 0, width = 0] = x.shape;
  const shape = [n, channels, walkedSize(height, size, walk), walkedSize(width, size, walk)];
  if (x.shape.length !== 4 || walk.padding >= size || Math.min(...shape) < 1) {
    throw new RangeError(
      `expected windows of ${size}×${size} with padding ${walk.padding} to fit images (n, c, h, w) but found shape [${x.shape.join(", ")}]`,
    );
  }
  return shape;
}

const windows = (size: number, stride: number, padding: number): Record<string, readonly number[]> => ({
  kernel_shape: [size, size],
  strides: [stride, stride],
  pads: [padding, padding, padding, padding],
});
