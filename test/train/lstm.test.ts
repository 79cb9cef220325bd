import { expect, test } from "vitest";
import { onnxRunner } from "../../src/models/graph-runner.ts";
import { elementCount } from "../../src/onnx/tensor.ts";
import { startingState } from "../../src/train/checkpoint.ts";
import { add, multiply, sigmoid, tanh } from "../../src/train/elementwise.ts";
import { linear } from "../../src/train/linear.ts";
import { crossEntropy } from "../../src/train/loss.ts";
import type { RunTensor } from "../../src/train/graph-runner.ts";
import { concat, split } from "../../src/train/shape.ts";
import type { Tape, Value } from "../../src/train/tape.ts";
import { train } from "../../src/train/train.ts";
import { trainingGraph } from "../../src/train/training-graph.ts";
import { floats, gradientError, numbers } from "./gradient-check.ts";

const [rows, inputs, hidden, classes, length] = [8, 3, 12, 2, 4];

/** The LSTM of src/train/README.md: reads `length` vectors, then says which class the row is of. */
function lstm(on: Tape): Value {
  const weight = on.parameter("cell.weight", [inputs + hidden, 4 * hidden]);
  const bias = on.parameter("cell.bias", [4 * hidden]);
  let h = on.constant([rows, hidden], new Float32Array(rows * hidden));
  let c = h;
  for (let t = 0; t < length; t++) {
    const x = on.input(`x${t}`, [rows, inputs]);
    const gates = split(on, linear(on, concat(on, [x, h], 1), weight, bias), Array<number>(4).fill(hidden), 1);
    const [i, f, o] = [0, 1, 3].map((k) => sigmoid(on, gates[k]!));
    c = add(on, multiply(on, f!, c), multiply(on, i!, tanh(on, gates[2]!)));
    h = multiply(on, o!, tanh(on, c));
  }
  const logits = linear(on, h, on.parameter("out.weight", [hidden, classes]));
  return crossEntropy(on, logits, on.input("targets", [rows], "int32"), on.input("weights", [rows]));
}

/** Rows of class 1 are those whose first vector begins above 0: the net must remember it over the other vectors. */
function feedsAt(step: number): Record<string, RunTensor> {
  const vectors = Array.from({ length }, (_, t) => numbers(rows * inputs, 31 * step + t));
  const targets = Int32Array.from({ length: rows }, (_, row) => (vectors[0]![row * inputs]! > 0 ? 1 : 0));
  return {
    ...Object.fromEntries(vectors.map((vector, t) => [`x${t}`, floats(vector, [rows, inputs])])),
    targets: { type: "int32", dims: [rows], data: targets },
    weights: floats(new Float32Array(rows).fill(1 / rows), [rows]),
  };
}

test("the gradient of an LSTM, through time, is the slope", async () => {
  expect(await gradientError(lstm, feedsAt(1))).toBeLessThan(1e-3);
});

test("an LSTM learns to remember its first input", async () => {
  const { bytes, parameters } = trainingGraph(lstm);
  const graph = await onnxRunner.load(bytes);
  const start = startingState(
    Object.fromEntries(
      parameters.map(({ name, shape }, i) => [name, numbers(elementCount(shape), i).map((x) => x / 3)]),
    ),
  );
  const losses: number[] = [];
  const plan = {
    parameters,
    steps: 400,
    schedule: () => 0.02,
    batch: (step: number) => ({ graph, feeds: feedsAt(step) }),
  };
  for await (const { loss } of train(plan, start)) losses.push(loss);
  await graph.close();
  const late = losses.slice(-50).reduce((sum, loss) => sum + loss, 0) / 50;
  expect(losses[0]).toBeGreaterThan(0.5); // log 2 = 0.69 is chance
  expect(late).toBeLessThan(0.2);
});
