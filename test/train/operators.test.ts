import { expect, test } from "vitest";
import { add, exp, gelu, multiply, relu, scale, sigmoid, subtract, tanh } from "../../src/train/elementwise.ts";
import { embedding } from "../../src/train/embedding.ts";
import type { RunTensors } from "../../src/train/graph-runner.ts";
import { linear, matmul, scores } from "../../src/train/linear.ts";
import { crossEntropy, negativeLogLikelihood, tableCrossEntropy } from "../../src/train/loss.ts";
import { dropout, fillWhere, select } from "../../src/train/mask.ts";
import { layerNorm, logSoftmax, softmax, unitRows } from "../../src/train/normalize.ts";
import { mean, sum } from "../../src/train/reduce.ts";
import { concat, reshape, split, transpose } from "../../src/train/shape.ts";
import { derive, type Tape, type Value } from "../../src/train/tape.ts";
import { floats, gradientError, numbers, weighted } from "./gradient-check.ts";

type Build = (on: Tape) => Value;
const p = (on: Tape, shape: readonly number[], name = "a"): Value => on.parameter(name, shape);

const cases: Readonly<Record<string, Build>> = {
  add: (on) => add(on, p(on, [2, 3]), p(on, [2, 3], "b")),
  "add, broadcast": (on) => add(on, p(on, [2, 1, 3]), p(on, [4, 1], "b")),
  "add, a value to itself": (on) => {
    const a = p(on, [3]);
    return add(on, a, a);
  },
  subtract: (on) => subtract(on, p(on, [2, 3]), p(on, [3], "b")),
  multiply: (on) => multiply(on, p(on, [2, 3]), p(on, [2, 1], "b")),
  "multiply, a value by itself": (on) => {
    const a = p(on, [3]);
    return multiply(on, a, a);
  },
  scale: (on) => scale(on, p(on, [5]), -1.5),
  exp: (on) => exp(on, p(on, [5])),
  sigmoid: (on) => sigmoid(on, p(on, [5])),
  tanh: (on) => tanh(on, p(on, [5])),
  gelu: (on) => gelu(on, scale(on, p(on, [8]), 3)),
  matmul: (on) => matmul(on, p(on, [2, 3]), p(on, [3, 4], "b")),
  "matmul, batches": (on) => matmul(on, p(on, [2, 2, 3, 2]), p(on, [2, 2, 2, 3], "b")),
  linear: (on) => linear(on, p(on, [2, 3]), p(on, [3, 4], "w"), p(on, [4], "c")),
  "linear, no bias": (on) => linear(on, p(on, [2, 3]), p(on, [3, 4], "w")),
  "linear, one weight used twice": (on) => {
    const w = p(on, [3, 3], "w");
    return linear(on, tanh(on, linear(on, p(on, [2, 3]), w)), w);
  },
  scores: (on) => scores(on, p(on, [2, 3]), p(on, [4, 3], "table")),
  reshape: (on) => tanh(on, reshape(on, p(on, [2, 6]), [3, 4])),
  transpose: (on) => tanh(on, transpose(on, p(on, [2, 3, 4]), [2, 0, 1])),
  split: (on) => {
    const [x, y] = split(on, p(on, [2, 5]), [2, 3], 1);
    return matmul(on, transpose(on, x!, [1, 0]), y!);
  },
  "split, a part unused": (on) => split(on, p(on, [2, 5]), [2, 3], 1)[1]!,
  concat: (on) => tanh(on, concat(on, [p(on, [2, 2]), p(on, [1, 2], "b"), p(on, [3, 2], "c")], 0)),
  sum: (on) => sum(on, tanh(on, p(on, [2, 3, 4])), [0, 2]),
  "sum, axes kept": (on) => sum(on, tanh(on, p(on, [2, 3, 4])), [1], true),
  mean: (on) => mean(on, tanh(on, p(on, [2, 3, 4])), [1]),
  softmax: (on) => softmax(on, scale(on, p(on, [3, 4]), 3)),
  logSoftmax: (on) => logSoftmax(on, scale(on, p(on, [3, 4]), 3)),
  unitRows: (on) => unitRows(on, p(on, [3, 4])),
  layerNorm: (on) => layerNorm(on, p(on, [3, 6]), p(on, [6], "gain"), p(on, [6], "bias")),
};

const ids = { ids: { type: "int32", dims: [5], data: Int32Array.of(2, 0, 2, 3, 2) } } as const;
const fed: Readonly<Record<string, { readonly build: Build; readonly feeds: RunTensors }>> = {
  embedding: { build: (on) => tanh(on, embedding(on, p(on, [4, 3]), on.input("ids", [5], "int32"))), feeds: ids },
  "embedding, ids of two axes, table used twice": {
    build: (on) => {
      const table = p(on, [4, 3]);
      const first = embedding(on, table, on.input("ids", [5], "int32"));
      return add(on, tanh(on, first), sum(on, embedding(on, table, on.input("more", [2, 1], "int32")), [0]));
    },
    feeds: { ...ids, more: { type: "int32", dims: [2, 1], data: Int32Array.of(1, 2) } },
  },
  crossEntropy: {
    build: (on) => crossEntropy(on, scale(on, p(on, [5, 4]), 3), on.input("ids", [5], "int32"), on.input("w", [5])),
    feeds: { ...ids, w: floats(Float32Array.of(0.5, 0, 1, 0.25, 2), [5]) },
  },
  negativeLogLikelihood: {
    build: (on) =>
      negativeLogLikelihood(on, tanh(on, p(on, [5, 4])), on.input("ids", [5], "int32"), on.input("w", [5])),
    feeds: { ...ids, w: floats(Float32Array.of(0.5, 0, 1, 0.25, 2), [5]) },
  },
  tableCrossEntropy: {
    build: (on) =>
      tableCrossEntropy(on, p(on, [5, 3]), p(on, [4, 3], "table"), on.input("ids", [5], "int32"), on.input("w", [5])),
    feeds: { ...ids, w: floats(Float32Array.of(0.5, 0, 1, 0.25, 2), [5]) },
  },
  fillWhere: {
    build: (on) => tanh(on, fillWhere(on, on.input("keep", [4], "bool"), p(on, [2, 4]), 0.3)),
    feeds: { keep: { type: "bool", dims: [4], data: Uint8Array.of(1, 0, 0, 1) } },
  },
  select: {
    build: (on) => tanh(on, select(on, on.input("keep", [4], "bool"), p(on, [4]), p(on, [4], "b"))),
    feeds: { keep: { type: "bool", dims: [4], data: Uint8Array.of(1, 0, 0, 1) } },
  },
  dropout: {
    build: (on) => dropout(on, tanh(on, p(on, [40])), 0.4, on.input("noise", [40]), on.input("seed", [2])),
    feeds: {
      noise: floats(
        numbers(40, 3).map((x) => (x + 1) / 2),
        [40],
      ),
      seed: floats(Float32Array.of(17, 0.4), [2]),
    },
  },
};

test.each(Object.entries(cases))("%s: the gradient is the slope", async (_, build) => {
  expect(await gradientError((on) => weighted(on, build(on)))).toBeLessThan(1e-3);
});

test.each(Object.entries(fed))("%s: the gradient is the slope", async (name, { build, feeds }) => {
  const scalar = name.endsWith("rossEntropy");
  expect(await gradientError((on) => (scalar ? build(on) : weighted(on, build(on))), feeds)).toBeLessThan(1e-3);
});

/** ±0.2 plus at most 0.07: no difference of step 2·0.02·0.1 crosses the corner at 0. */
const away: Build = (on) => relu(on, add(on, scale(on, p(on, [2]), 0.1), on.constant([2], Float32Array.of(0.2, -0.2))));

test("relu: the gradient is the slope away from 0", async () => {
  expect(await gradientError((on) => weighted(on, away(on)))).toBeLessThan(1e-3);
});

/** tanh with the gradient of the identity. */
const wrong: Build = (on) => {
  const a = p(on, [4]);
  return derive(on, on.graph.node("Tanh", [a.name]), a.shape, [a], (d) => on.give(a, () => d));
};

test("the check notices a wrong gradient", async () => {
  expect(await gradientError((on) => weighted(on, wrong(on)))).toBeGreaterThan(1e-2);
});
