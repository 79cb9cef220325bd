import { expect, test } from "vitest";
import { readModel } from "../../src/onnx/read-model.ts";
import { broadcastShape, multiply, tanh } from "../../src/train/elementwise.ts";
import { linear, matmul, scores } from "../../src/train/linear.ts";
import { fillWhere } from "../../src/train/mask.ts";
import { sum } from "../../src/train/reduce.ts";
import { reshape, split } from "../../src/train/shape.ts";
import { tape } from "../../src/train/tape.ts";
import { trainingGraph } from "../../src/train/training-graph.ts";

test("no backward node is written for what depends on no parameter", () => {
  const { bytes } = trainingGraph((on) => sum(on, multiply(on, on.parameter("a", [2]), tanh(on, on.input("x", [2])))));
  const operators = readModel(bytes).nodes.map(({ op }) => op);
  expect(operators.filter((op) => op === "Mul")).toHaveLength(2); // a·x, and the gradient of a alone
  expect(operators).not.toContain("Sub"); // tanh's slope, 1 − y²
});

test("a parameter that the loss does not touch has a gradient of zeros", () => {
  const { bytes } = trainingGraph((on) => {
    on.parameter("idle", [3]);
    return sum(on, on.parameter("a", [2]));
  });
  expect(readModel(bytes).outputs.map(({ name }) => name)).toEqual([
    "loss",
    "gradient.idle",
    "gradient.a",
    "squared_norm.all",
  ]);
});

test("a loss that is no scalar is refused", () => {
  expect(() => trainingGraph((on) => on.parameter("a", [2]))).toThrow("expected a scalar loss but found shape [2]");
});

test("shapes that do not fit are refused where the graph is built", () => {
  const on = tape();
  const [a, b] = [on.parameter("a", [2, 3]), on.parameter("b", [2, 4])];
  expect(() => linear(on, a, b)).toThrow("inner size: expected 3 but found 2");
  expect(() => matmul(on, a, b)).toThrow("inner size");
  expect(() => scores(on, a, b)).toThrow("inner size");
  expect(() => reshape(on, a, [4])).toThrow("cannot view shape [2, 3] as [4]");
  expect(() => split(on, a, [1, 1], 1)).toThrow("expected sizes that add up to 3 but found 2");
  expect(() => fillWhere(on, on.input("m", [5, 2, 3], "bool"), a, 0)).toThrow("does not fit");
  expect(() => broadcastShape([2, 3], [2])).toThrow("do not combine");
  expect(() => on.constant([2], new Float32Array(3))).toThrow("expected 8 bytes but found 12");
});
