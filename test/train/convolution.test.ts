import { expect, test } from "vitest";
import { onnxRunner } from "../../src/models/graph-runner.ts";
import { batchNorm } from "../../src/train/batch-norm.ts";
import { conv2d, type Walk } from "../../src/train/convolution.ts";
import { scale, tanh } from "../../src/train/elementwise.ts";
import { averagePool, maxPool } from "../../src/train/pool.ts";
import { mean } from "../../src/train/reduce.ts";
import { derive, tape, type Tape, type Value } from "../../src/train/tape.ts";
import { floats, gradientError, numbers, weighted } from "./gradient-check.ts";

type Build = (on: Tape) => Value;
const p = (on: Tape, shape: readonly number[], name = "x"): Value => on.parameter(name, shape);
const convolved =
  (images: readonly number[], kernels: readonly number[], walk: Walk = {}): Build =>
  (on) =>
    tanh(on, conv2d(on, p(on, images), p(on, kernels, "w"), { ...walk, bias: p(on, [kernels[0]!], "b") }));

/** Distinct multiples of 0.4 in a shuffled order plus a tenth of the parameter: no window's largest pixel changes within the differences taken. */
const spaced = (on: Tape, shape: readonly number[]): Value => {
  const count = shape.reduce((product, size) => product * size, 1);
  const steps = Float32Array.from({ length: count }, (_, i) => ((i * 37) % count) * 0.4 - 5);
  const x = scale(on, p(on, shape), 0.1);
  return derive(on, on.graph.node("Add", [x.name, on.constant(shape, steps).name]), shape, [x], (d) =>
    on.give(x, () => d),
  );
};

const cases: Readonly<Record<string, Build>> = {
  "conv2d, few channels": convolved([2, 3, 5, 4], [4, 3, 3, 3], { padding: 1 }),
  "conv2d, many channels": convolved([2, 9, 4, 5], [3, 9, 3, 3], { padding: 1 }),
  "conv2d, no padding": convolved([2, 8, 5, 5], [2, 8, 3, 2]),
  "conv2d, padding of a whole kernel": convolved([2, 2, 3, 3], [2, 2, 2, 2], { padding: 2 }),
  "conv2d, stride 2 with a rest": convolved([2, 8, 6, 5], [3, 8, 3, 3], { stride: 2, padding: 1 }),
  "conv2d, stride 2, few channels": convolved([2, 3, 7, 6], [3, 3, 3, 3], { stride: 2 }),
  "conv2d, one by one with stride 2": convolved([2, 8, 6, 6], [4, 8, 1, 1], { stride: 2 }),
  "conv2d, the same kernels twice": (on) => {
    const w = p(on, [8, 8, 3, 3], "w");
    return conv2d(on, tanh(on, conv2d(on, p(on, [1, 8, 4, 4]), w, { padding: 1 })), w, { padding: 1 });
  },
  maxPool: (on) => maxPool(on, spaced(on, [2, 2, 4, 6]), 2),
  "maxPool, overlapping and padded": (on) => maxPool(on, spaced(on, [1, 2, 5, 6]), 3, { stride: 2, padding: 1 }),
  averagePool: (on) => tanh(on, averagePool(on, p(on, [2, 3, 4, 6]), 2)),
  "averagePool, overlapping, padded, with a rest": (on) =>
    tanh(on, averagePool(on, p(on, [1, 2, 6, 5]), 3, { stride: 2, padding: 1 })),
  "the mean of each channel": (on) => mean(on, tanh(on, p(on, [2, 3, 4, 4])), [2, 3]),
  batchNorm: (on) => tanh(on, batchNorm(on, p(on, [3, 2, 2, 3]), p(on, [2], "gain"), p(on, [2], "bias")).value),
  "batchNorm, twice with one gain": (on) => {
    const [x, gain, bias] = [p(on, [3, 2, 2, 3]), p(on, [2], "gain"), p(on, [2], "bias")];
    return tanh(on, batchNorm(on, tanh(on, batchNorm(on, x, gain, bias).value), gain, bias).value);
  },
  "convolution, batchNorm, pooling": (on) => {
    const y = conv2d(on, p(on, [3, 2, 4, 4]), p(on, [3, 2, 3, 3], "w"), { padding: 1 });
    return averagePool(on, tanh(on, batchNorm(on, y, p(on, [3], "gain"), p(on, [3], "bias")).value), 2);
  },
};

test.each(Object.entries(cases))("%s: the gradient is the slope", async (_, build) => {
  expect(await gradientError((on) => weighted(on, build(on)))).toBeLessThan(1e-3);
});

/** A convolution whose kernels get the gradient of another padding. */
const shifted: Build = (on) => {
  const [x, w] = [p(on, [2, 2, 4, 4]), p(on, [2, 2, 3, 3], "w")];
  const right = conv2d(on, x, w, { padding: 1 });
  return derive(on, right.name, right.shape, [x, w], (d) => {
    on.give(w, () => on.graph.node("Mul", [w.name, on.graph.node("ReduceSum", [d], { keepdims: 0 })]));
  });
};

test("the check notices a wrong kernel gradient", async () => {
  expect(await gradientError((on) => weighted(on, shifted(on)))).toBeGreaterThan(1e-2);
});

test("batchNorm normalises by the batch, and tells the statistics that it used", async () => {
  const on = tape();
  const x = on.input("x", [4, 2, 3, 3]);
  const ones = on.constant([2], Float32Array.of(1, 1));
  const shift = on.constant([2], new Float32Array(2));
  const { value, mean: center, variance } = batchNorm(on, x, ones, shift, 0);
  on.graph.output(value.name, "float32", value.shape);
  const graph = await onnxRunner.load(on.graph.bytes());
  const pixels = numbers(72, 5).map((z, i) => z * 3 + (Math.floor(i / 9) % 2) * 10); // the second channel lies around 10
  const outputs = await graph.run({ x: floats(pixels, x.shape) });
  for (const channel of [0, 1]) {
    const own = [...pixels].filter((_, i) => Math.floor(i / 9) % 2 === channel);
    const average = own.reduce((total, z) => total + z, 0) / own.length;
    const spread = own.reduce((total, z) => total + (z - average) ** 2, 0) / own.length;
    expect(outputs[center.name]?.data[channel]).toBeCloseTo(average, 5);
    expect(outputs[variance.name]?.data[channel]).toBeCloseTo(spread, 4);
    expect(outputs[value.name]?.data[9 * channel]).toBeCloseTo((own[0]! - average) / Math.sqrt(spread), 5);
  }
  await graph.close();
});

test("shapes that do not fit are refused by name", () => {
  const on = tape();
  const x = on.input("x", [1, 2, 4, 4]);
  expect(() => conv2d(on, x, on.input("w", [3, 1, 3, 3]))).toThrow("[1, 2, 4, 4] and [3, 1, 3, 3]");
  expect(() => conv2d(on, x, on.input("v", [3, 2, 5, 5]))).toThrow("5×5 does not fit an image of 4×4");
  expect(() => maxPool(on, x, 5)).toThrow("5×5");
  expect(() => averagePool(on, x, 2, { padding: 2 })).toThrow("padding 2");
});
