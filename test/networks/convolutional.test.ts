import { expect, test } from "vitest";
import { onnxRunner } from "../../src/models/graph-runner.ts";
import { foldNormalization } from "../../src/networks/convolutional/fold-normalization.ts";
import { headLoss, type OrbitFold } from "../../src/networks/convolutional/orbit-head.ts";
import { residualLoss } from "../../src/networks/convolutional/residual-loss.ts";
import { residualShape, trunkModel } from "../../src/networks/convolutional/residual-model.ts";
import { normalizedConvolution, type SeenStatistics } from "../../src/networks/convolutional/residual-network.ts";
import { readModel } from "../../src/onnx/read-model.ts";
import { conv2d } from "../../src/train/convolution.ts";
import { tape, type Value } from "../../src/train/tape.ts";
import { tinyCnn, tinyShape, tinySide, tinyWeights } from "../fakes/tiny-cnn.ts";
import { floats, gradientError, numbers } from "../train/gradient-check.ts";

const labels = { type: "int32", dims: [2], data: Int32Array.of(2, 0) } as const;
const weights = floats(Float32Array.of(0.5, 0.5), [2]);

test.each<[OrbitFold, boolean]>([
  ["base", true],
  ["equitune", true],
  ["lambda", true],
  ["lambda", false],
])("a head folded by %s, trained %s: the gradient is the slope", async (fold, trainsHead) => {
  const sides = fold === "base" ? 1 : 3;
  const rows = 2 * sides;
  const feeds = {
    labels,
    weights,
    features: floats(numbers(rows * 4, 3), [rows, 4]),
    ...(trainsHead ? {} : { logits: floats(numbers(rows * 3, 4), [rows, 3]) }),
    ...(fold === "lambda" && {
      noise: floats(
        numbers(rows * 100, 5).map((x) => (x + 1) / 2),
        [rows, 100],
      ),
      seeds0: floats(Float32Array.of(3, 0.2), [2]),
      seeds1: floats(Float32Array.of(5, 0.6), [2]),
    }),
  };
  const shape = { images: 2, sides, features: 4, classes: 3 };
  // Steps small enough that few of the λ-network's ReLUs cross their corner.
  const error = await gradientError((on) => headLoss(on, shape, { fold, trainsHead }), feeds, {
    h: 0.002,
    spread: 0.3,
  });
  expect(error).toBeLessThan(2e-2);
});

test("all weights of a residual network get a gradient", async () => {
  const step = { images: 2, sides: 2, side: 8 };
  const feeds = { labels, weights, images: floats(numbers(4 * 3 * 64, 6), [4, 3, 8, 8]) };
  const build = (on: Parameters<typeof residualLoss>[0]): Value => residualLoss(on, tinyShape, step, "equitune");
  expect(await gradientError(build, feeds, { h: 0.002, spread: 0.5 })).toBeLessThan(2e-2);
});

test("a normalisation folded into the kernels gives what the two gave apart", async () => {
  const on = tape();
  const values = new Map([
    ["layer.kernels", numbers(2 * 3 * 9, 1)],
    ["layer.gain", Float32Array.of(1.5, -0.5)],
    ["layer.bias", Float32Array.of(0.2, 0.4)],
  ]);
  const seen: SeenStatistics[] = [];
  const x = on.input("x", [4, 3, 5, 5]);
  const constant = (name: string, dims: readonly number[]): Value => on.constant(dims, values.get(name)!);
  const apart = normalizedConvolution(on, constant, seen)(x, "layer", 2, 1);
  on.graph.output(apart.name, "float32", apart.shape);
  const graph = await onnxRunner.load(on.graph.bytes());
  const feeds = { x: floats(numbers(300, 2), [4, 3, 5, 5]) };
  const outputs = await graph.run(feeds);
  const data = (name = ""): Float32Array => outputs[name]?.data as Float32Array;
  const [mean, variance] = [data(seen[0]?.mean), data(seen[0]?.variance)];
  const [kernels, gain, bias] = [...values.values()] as [Float32Array, Float32Array, Float32Array];
  const folded = foldNormalization({ kernels, gain, bias, mean, variance });
  const other = tape();
  const again = conv2d(other, other.input("x", [4, 3, 5, 5]), other.constant([2, 3, 3, 3], folded.kernels), {
    padding: 1,
    bias: other.constant([2], folded.bias),
  });
  other.graph.output(again.name, "float32", again.shape);
  const one = await onnxRunner.load(other.graph.bytes());
  const result = (await one.run(feeds))[again.name]?.data as Float32Array;
  for (const [i, value] of data(apart.name).entries()) expect(result[i]).toBeCloseTo(value, 4);
  await Promise.all([graph.close(), one.close()]);
});

test("the convolutions alone give the map whose mean over the places the network's features are", async () => {
  const weights = tinyWeights();
  const trunk = await onnxRunner.load(trunkModel(tinyShape, tinySide, (name) => weights[name]!));
  const whole = await onnxRunner.load(tinyCnn());
  const feeds = { images: floats(numbers(5 * 3 * 64, 7), [5, 3, tinySide, tinySide]) };
  const [{ map }, { features }] = [await trunk.run(feeds), await whole.run(feeds)];
  expect([map?.dims, features?.dims]).toEqual([
    [5, 4, 2, 2],
    [5, 4],
  ]);
  const [places, means] = [map, features].map((value) => [...((value?.data ?? []) as Float32Array)]) as [
    number[],
    number[],
  ];
  for (const [i, value] of means.entries()) {
    const mean = places.slice(4 * i, 4 * i + 4).reduce((sum, x) => sum + x, 0) / 4;
    expect(mean).toBeCloseTo(value, 2); // the trunk's weights are stored in half precision
  }
  expect(Math.max(...means)).toBeGreaterThan(0.1);
  await Promise.all([trunk.close(), whole.close()]);
});

test("a stored network tells its shape, another one none", () => {
  const { constants } = readModel(tinyCnn());
  const dims = new Map(constants.map((constant) => [constant.name, constant.dims]));
  expect(residualShape(dims)).toEqual(tinyShape);
  expect(residualShape(new Map([["conv1.weight", [16, 3, 3, 3]]]))).toBeUndefined();
});
