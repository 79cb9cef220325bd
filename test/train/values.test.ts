import { expect, test } from "vitest";
import { onnxRunner } from "../../src/models/graph-runner.ts";
import { elementCount } from "../../src/onnx/tensor.ts";
import { add, gelu, multiply, relu, scale, sigmoid, subtract, tanh } from "../../src/train/elementwise.ts";
import { embedding } from "../../src/train/embedding.ts";
import { linear, matmul, scores } from "../../src/train/linear.ts";
import { crossEntropy, tableCrossEntropy } from "../../src/train/loss.ts";
import { fillWhere, select } from "../../src/train/mask.ts";
import { layerNorm, logSoftmax, softmax } from "../../src/train/normalize.ts";
import { mean, sum } from "../../src/train/reduce.ts";
import { concat, reshape, split, transpose } from "../../src/train/shape.ts";
import { tape, type Tape, type Value } from "../../src/train/tape.ts";
import { numbers } from "./gradient-check.ts";

// What each operator computes, beside the same written out in plain numbers.
const a = Array.from(numbers(6, 1)); // (2, 3)
const b = Array.from(numbers(3, 2)); // (3)
const m = Array.from(numbers(6, 3)); // (3, 2)
const row = (x: readonly number[], i: number, width = 3): readonly number[] => x.slice(i * width, (i + 1) * width);
const dot = (x: readonly number[], y: readonly number[]): number =>
  x.reduce((total, value, i) => total + value * y[i]!, 0);
const column = (x: readonly number[], i: number): readonly number[] => x.filter((_, at) => at % 2 === i);
const logs = (x: readonly number[]): readonly number[] => {
  const total = Math.log(x.reduce((all, value) => all + Math.exp(value), 0));
  return x.map((value) => value - total);
};
const unit = (x: readonly number[]): readonly number[] => {
  const center = x.reduce((all, value) => all + value, 0) / x.length;
  const variance = x.reduce((all, value) => all + (value - center) ** 2, 0) / x.length;
  return x.map((value) => (value - center) / Math.sqrt(variance + 1e-5));
};
const byRows = (f: (x: readonly number[]) => readonly number[]): readonly number[] => [
  ...f(row(a, 0)),
  ...f(row(a, 1)),
];

const value = (on: Tape, data: readonly number[], shape: readonly number[]): Value =>
  on.constant(shape, Float32Array.from(data));
const A = (on: Tape): Value => value(on, a, [2, 3]);
const B = (on: Tape): Value => value(on, b, [3]);
const M = (on: Tape): Value => value(on, m, [3, 2]);
const ints = (on: Tape, data: readonly number[]): Value => ({
  name: on.graph.initializer(on.graph.fresh(), "int32", [data.length], Int32Array.from(data)),
  shape: [data.length],
  tracked: false,
});
const bools = (on: Tape, data: readonly number[]): Value => ({
  name: on.graph.initializer(on.graph.fresh(), "bool", [data.length], Uint8Array.from(data)),
  shape: [data.length],
  tracked: false,
});
const weights = [0.25, 2];

type Case = readonly [name: string, build: (on: Tape) => Value, expected: readonly number[]];
const cases: readonly Case[] = [
  ["add", (on) => add(on, A(on), B(on)), a.map((x, i) => x + b[i % 3]!)],
  ["subtract", (on) => subtract(on, A(on), B(on)), a.map((x, i) => x - b[i % 3]!)],
  ["multiply", (on) => multiply(on, A(on), B(on)), a.map((x, i) => x * b[i % 3]!)],
  ["scale", (on) => scale(on, A(on), -3), a.map((x) => -3 * x)],
  ["sigmoid", (on) => sigmoid(on, A(on)), a.map((x) => 1 / (1 + Math.exp(-x)))],
  ["tanh", (on) => tanh(on, A(on)), a.map(Math.tanh)],
  ["relu", (on) => relu(on, A(on)), a.map((x) => Math.max(x, 0))],
  [
    "gelu",
    (on) => gelu(on, scale(on, A(on), 4)),
    a.map((x) => 2 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (4 * x + 0.044715 * (4 * x) ** 3)))),
  ],
  ["matmul", (on) => matmul(on, A(on), M(on)), [0, 1].flatMap((i) => [0, 1].map((j) => dot(row(a, i), column(m, j))))],
  [
    "linear",
    (on) => linear(on, A(on), M(on), value(on, [10, 20], [2])),
    [0, 1].flatMap((i) => [0, 1].map((j) => dot(row(a, i), column(m, j)) + 10 * (j + 1))),
  ],
  ["scores", (on) => scores(on, A(on), A(on)), [0, 1].flatMap((i) => [0, 1].map((j) => dot(row(a, i), row(a, j))))],
  ["reshape", (on) => reshape(on, A(on), [3, 2]), a],
  ["transpose", (on) => transpose(on, A(on), [1, 0]), [0, 3, 1, 4, 2, 5].map((i) => a[i]!)],
  ["split", (on) => split(on, A(on), [1, 2], 1)[1]!, [1, 2, 4, 5].map((i) => a[i]!)],
  ["concat", (on) => concat(on, [A(on), A(on)], 1), [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5].map((i) => a[i]!)],
  ["sum", (on) => sum(on, A(on), [0]), [0, 1, 2].map((i) => a[i]! + a[i + 3]!)],
  ["sum of all", (on) => sum(on, A(on)), [a.reduce((all, x) => all + x, 0)]],
  ["mean", (on) => mean(on, A(on), [1], true), [0, 1].map((i) => dot(row(a, i), [1 / 3, 1 / 3, 1 / 3]))],
  ["softmax", (on) => softmax(on, A(on)), byRows((x) => logs(x).map(Math.exp))],
  ["logSoftmax", (on) => logSoftmax(on, A(on)), byRows(logs)],
  ["layerNorm", (on) => layerNorm(on, A(on), B(on), B(on)), byRows((x) => unit(x).map((u, i) => u * b[i]! + b[i]!))],
  ["embedding", (on) => embedding(on, A(on), ints(on, [1, 0, 1])), [...row(a, 1), ...row(a, 0), ...row(a, 1)]],
  ["fillWhere", (on) => fillWhere(on, bools(on, [1, 0, 1]), A(on), 9), a.map((x, i) => (i % 3 === 1 ? 9 : x))],
  ["select", (on) => select(on, bools(on, [1, 0, 1]), B(on), scale(on, B(on), 2)), [b[0]!, 2 * b[1]!, b[2]!]],
  [
    "crossEntropy",
    (on) => crossEntropy(on, A(on), ints(on, [2, 0]), value(on, weights, [2])),
    [-0.25 * logs(row(a, 0))[2]! - 2 * logs(row(a, 1))[0]!],
  ],
  [
    "tableCrossEntropy",
    (on) => tableCrossEntropy(on, A(on), value(on, [...b, ...a], [3, 3]), ints(on, [2, 0]), value(on, weights, [2])),
    [
      dot(
        weights,
        [0, 1].map((i) => -logs([b, row(a, 0), row(a, 1)].map((x) => dot(row(a, i), x)))[[2, 0][i]!]!),
      ),
    ],
  ],
];

test.each(cases)("%s computes what it says", async (_, build, expected) => {
  const on = tape();
  const built = build(on);
  on.graph.output(built.name, "float32", built.shape);
  const graph = await onnxRunner.load(on.graph.bytes());
  const outputs = await graph.run({});
  await graph.close();
  const found = outputs[built.name];
  expect(found?.dims).toEqual(built.shape);
  expect(elementCount(built.shape)).toBe(expected.length);
  for (const [i, x] of Array.from(found?.data ?? [], Number).entries()) expect(x).toBeCloseTo(expected[i]!, 5);
});
