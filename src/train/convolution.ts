import { derive, type Tape, type Value } from "./tape.ts";

/** How a square window walks over an image: its step, and the zeros added on each side. */
export interface Walk {
  readonly stride?: number;
  readonly padding?: number;
}

interface Sizes {
  readonly stride: number;
  readonly padding: number;
  /** Side lengths of the kernel, and of the images in and out. */
  readonly kernel: readonly [number, number];
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/**
 * Two-dimensional convolution (a correlation, as everywhere in deep learning) of images x (n, c, h, w) with kernels (o, c, k, l) and, if given, bias (o);
 * result (n, o, h′, w′) with h′ = ⌊(h + 2·padding − k) / stride⌋ + 1. Throws RangeError where channels differ or the kernel is larger than the padded image.
 */
export function conv2d(
  on: Tape,
  x: Value,
  kernels: Value,
  { bias, stride = 1, padding = 0 }: Walk & { readonly bias?: Value } = {},
): Value {
  const { graph: g } = on;
  const sizes = sizesOf(x, kernels, { stride, padding });
  const inputs = bias === undefined ? [x, kernels] : [x, kernels, bias];
  const attributes = windows(sizes);
  const name = g.node(
    "Conv",
    inputs.map((input) => input.name),
    attributes,
  );
  return derive(on, name, [x.shape[0] ?? 0, kernels.shape[0] ?? 0, ...sizes.to], inputs, (d) => {
    on.give(x, () => imageGradient(on, kernels, d, sizes));
    on.give(kernels, () => kernelGradient(on, x, kernels, d, sizes));
    if (bias !== undefined) on.give(bias, () => g.node("ReduceSum", [d, g.i64([0, 2, 3])], { keepdims: 0 }));
  });
}

/** The side length of what a window of size `kernel` gives on an image of side `from`. */
export const walkedSize = (from: number, kernel: number, { stride = 1, padding = 0 }: Walk): number =>
  Math.floor((from + 2 * padding - kernel) / stride) + 1;

function sizesOf(x: Value, kernels: Value, { stride, padding }: Required<Walk>): Sizes {
  const [, channels, height = 0, width = 0] = x.shape;
  const [, depth, k = 0, l = 0] = kernels.shape;
  if (x.shape.length !== 4 || kernels.shape.length !== 4 || depth !== channels) {
    throw new RangeError(
      `conv2d: expected images (n, c, h, w) and kernels (o, c, k, l) but found shapes [${x.shape.join(", ")}] and [${kernels.shape.join(", ")}]`,
    );
  }
  const to = [walkedSize(height, k, { stride, padding }), walkedSize(width, l, { stride, padding })] as const;
  if (Math.min(...to) < 1)
    throw new RangeError(
      `conv2d: a kernel of ${k}×${l} does not fit an image of ${height}×${width} with padding ${padding}`,
    );
  return { stride, padding, kernel: [k, l], from: [height, width], to };
}

const windows = ({ stride, padding, kernel }: Sizes): Record<string, readonly number[]> => ({
  kernel_shape: kernel,
  strides: [stride, stride],
  pads: [padding, padding, padding, padding],
});

/** Rows and columns at the end of an image that no window reaches: 0 unless the stride leaves a rest. */
const rest = ({ stride, padding, kernel, from, to }: Sizes): readonly [number, number] => {
  const along = (axis: 0 | 1): number => from[axis] + 2 * padding - kernel[axis] - (to[axis] - 1) * stride;
  return [along(0), along(1)];
};

/** With stride 1 the gradient of the image is a convolution with the kernels turned round, which is faster than the general ConvTranspose. */
function imageGradient(on: Tape, kernels: Value, d: string, sizes: Sizes): string {
  const { graph: g } = on;
  const [k, l] = sizes.kernel;
  if (sizes.stride > 1 || sizes.padding >= Math.min(k, l))
    return g.node("ConvTranspose", [d, kernels.name], { ...windows(sizes), output_padding: rest(sizes) });
  const ends = g.i64([-k - 1, -l - 1]); // one before the first: a backward slice leaves its end out
  const round = g.node("Slice", [kernels.name, g.i64([-1, -1]), ends, g.i64([2, 3]), g.i64([-1, -1])]);
  const [top, left] = [k - 1 - sizes.padding, l - 1 - sizes.padding];
  const attributes = { kernel_shape: [k, l], pads: [top, left, top, left] };
  return g.node("Conv", [d, g.node("Transpose", [round], { perm: [1, 0, 2, 3] })], attributes);
}

/**
 * The gradient of the kernels. For each tap (i, j) of the kernel it is one product of the output's gradients with the pixels which that tap met; all images are one
 * long inner axis. With few channels (a network's first layer) these products are too thin, and one product an image with all taps side by side is faster.
 */
function kernelGradient(on: Tape, x: Value, kernels: Value, d: string, sizes: Sizes): string {
  const { graph: g } = on;
  const [n = 0, channels = 0] = x.shape;
  const outputs = kernels.shape[0] ?? 0;
  const apart = channels >= 8;
  const leading = (name: string): string => (apart ? g.node("Transpose", [name], { perm: [1, 0, 2, 3] }) : name);
  const met = metPixels(on, leading(x.name), sizes);
  const flat = (name: string, shape: readonly number[]): string => g.node("Reshape", [name, g.i64(shape)]);
  if (apart) {
    const gradients = flat(leading(d), [outputs, -1]);
    const taps = met.map((pixels) =>
      flat(g.node("Gemm", [gradients, flat(pixels, [channels, -1])], { transB: 1 }), [outputs, channels, 1]),
    );
    return flat(g.node("Concat", taps, { axis: 2 }), kernels.shape);
  }
  const taps = met.map((pixels) => flat(pixels, [n, channels, 1, -1]));
  const columns = flat(g.node("Concat", taps, { axis: 2 }), [n, channels * taps.length, -1]);
  const each = g.node("MatMul", [flat(d, [n, outputs, -1]), g.node("Transpose", [columns], { perm: [0, 2, 1] })]);
  return flat(g.node("ReduceSum", [each, g.i64([0])], { keepdims: 0 }), kernels.shape);
}

/** For each tap of the kernel in row-major order, the pixels that it meets, shape (…, h′, w′). */
function metPixels(on: Tape, images: string, { stride, padding, kernel, to }: Sizes): readonly string[] {
  const { graph: g } = on;
  const padded =
    padding === 0 ? images : g.node("Pad", [images, g.i64([0, 0, padding, padding, 0, 0, padding, padding])]);
  const last = (axis: 0 | 1): number => (to[axis] - 1) * stride + 1;
  return Array.from({ length: kernel[0] * kernel[1] }, (_, tap) => {
    const [i, j] = [Math.floor(tap / kernel[1]), tap % kernel[1]];
    const [starts, ends] = [g.i64([i, j]), g.i64([i + last(0), j + last(1)])];
    return g.node("Slice", [padded, starts, ends, g.i64([2, 3]), g.i64([stride, stride])]);
  });
}
