import { afterAll, beforeAll, expect, test } from "vitest";
import { onnxRunner } from "../../src/models/graph-runner.ts";
import { adamL2, adamW } from "../../src/train/adam.ts";
import { checkpointBytes, readCheckpoint, startingState, type TrainingState } from "../../src/train/checkpoint.ts";
import { add, subtract, multiply, tanh } from "../../src/train/elementwise.ts";
import type { LoadedGraph, RunTensor } from "../../src/train/graph-runner.ts";
import { linear } from "../../src/train/linear.ts";
import { mean, sum } from "../../src/train/reduce.ts";
import { cosineSchedule } from "../../src/train/schedule.ts";
import { train, type TrainingPlan } from "../../src/train/train.ts";
import { sgdMomentum } from "../../src/train/sgd.ts";
import { gradientName, squaredNormName, trainingGraph } from "../../src/train/training-graph.ts";
import { floats, numbers } from "./gradient-check.ts";

/** Mean of (tanh(x·W + b) − y)² for x (4, 3), W (3, 2): small enough to be written out by hand below. */
const { bytes, parameters } = trainingGraph((on) => {
  const x = on.input("x", [4, 3]);
  const error = subtract(
    on,
    tanh(on, linear(on, x, on.parameter("w", [3, 2]), on.parameter("b", [2]))),
    on.input("y", [4, 2]),
  );
  return mean(on, multiply(on, error, error));
});
const feedsAt = (step: number): Readonly<Record<string, RunTensor>> => ({
  x: floats(numbers(12, step), [4, 3]),
  y: floats(
    numbers(12, step)
      .filter((_, i) => i % 3 < 2)
      .map((x) => x / 2),
    [4, 2],
  ),
});
const start = (): TrainingState => startingState({ w: numbers(6, 1), b: numbers(2, 2) });

let graph: LoadedGraph;
beforeAll(async () => {
  graph = await onnxRunner.load(bytes);
});
afterAll(() => graph.close());

const plan = (steps: number): TrainingPlan => ({
  parameters,
  batch: (step) => ({ graph, feeds: feedsAt(step) }),
  steps,
  schedule: cosineSchedule(0.05, 40, { warmup: 4 }),
  clip: 0.5,
  optimizer: ({ shape }) => adamW({ decay: shape.length > 1 ? 0.1 : 0 }),
});

async function finish(
  from: TrainingState,
  steps: number,
  changes: Partial<TrainingPlan> = {},
): Promise<{ state: TrainingState; losses: number[] }> {
  let state = from;
  const losses: number[] = [];
  for await (const progress of train({ ...plan(steps), ...changes }, from)) {
    state = progress.state;
    losses.push(progress.loss);
  }
  return { state, losses };
}

/** The step in plain arrays: loss and slopes of mean (tanh(x·W + b) − y)². */
function byHand(w: Float32Array, b: Float32Array, x: ArrayLike<unknown>, y: ArrayLike<unknown>) {
  let loss = 0;
  const [dw, db] = [new Float64Array(6), new Float64Array(2)];
  for (const [row, column] of [0, 1, 2, 3].flatMap((row) => [[row, 0] as const, [row, 1] as const])) {
    const inputs = [0, 1, 2].map((k) => Number(x[3 * row + k]));
    const out = Math.tanh(inputs.reduce((sum, input, k) => sum + input * w[2 * k + column]!, b[column]!));
    const error = out - Number(y[2 * row + column]);
    loss += error ** 2 / 8;
    const slope = (2 * error * (1 - out * out)) / 8;
    db[column]! += slope;
    for (const [k, input] of inputs.entries()) dw[2 * k + column]! += slope * input;
  }
  return { loss, dw, db };
}

test("loss and gradients agree with the same step written out in plain arrays", async () => {
  const { w, b, feeds } = { w: numbers(6, 1), b: numbers(2, 2), feeds: feedsAt(5) };
  const outputs = await graph.run({ w: floats(w, [3, 2]), b: floats(b, [2]), ...feeds });
  const { loss, dw, db } = byHand(w, b, feeds["x"]!.data, feeds["y"]!.data);
  expect(Number(outputs["loss"]?.data[0])).toBeCloseTo(loss, 6);
  const squares = [...dw, ...db].reduce((sum, slope) => sum + slope ** 2, 0);
  expect(Number(outputs[squaredNormName("all")]?.data[0])).toBeCloseTo(squares, 6);
  for (const [name, expected] of [
    ["w", dw],
    ["b", db],
  ] as const) {
    const found = Array.from(outputs[gradientName(name)]?.data ?? [], Number);
    expect(found).toHaveLength(expected.length);
    for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i]!, 6);
  }
});

test.for([
  ["AdamW", () => adamW({ decay: 0.1 })],
  ["Adam with L2 decay", () => adamL2({ decay: 1e-4 })],
  ["SGD with momentum", () => sgdMomentum()],
] as const)("training with %s lowers the loss", async ([, optimizer]) => {
  const { losses } = await finish(start(), 40, { optimizer });
  const early = losses.slice(0, 5).reduce((sum, loss) => sum + loss, 0);
  const late = losses.slice(-5).reduce((sum, loss) => sum + loss, 0);
  expect(late).toBeLessThan(early / 4);
});

test("a run cut off at any step and resumed from its checkpoint ends in the same bytes", async () => {
  const whole = checkpointBytes((await finish(start(), 12)).state);
  for (const cut of [1, 7, 11]) {
    const saved = checkpointBytes((await finish(start(), cut)).state);
    const resumed = checkpointBytes((await finish(readCheckpoint(saved), 12)).state);
    expect(Buffer.compare(resumed, whole)).toBe(0);
  }
});

test("a loss that is not finite stops training and leaves the state as it was", async () => {
  const from = start();
  const before = checkpointBytes(from);
  const broken: TrainingPlan = {
    ...plan(1),
    batch: () => ({ graph, feeds: { ...feedsAt(1), x: floats(new Float32Array(12).fill(Number.NaN), [4, 3]) } }),
  };
  await expect(train(broken, from).next()).rejects.toThrow("step 1: loss NaN");
  expect(Buffer.compare(checkpointBytes(from), before)).toBe(0);
});

test("each group of parameters is clipped by its own norm", async () => {
  const grouped = trainingGraph((on) => {
    const square = (name: string, group: string) => {
      const x = on.parameter(name, [2], group);
      return sum(on, multiply(on, x, x));
    };
    return add(on, square("small", "a"), square("large", "b"));
  });
  const loaded = await onnxRunner.load(grouped.bytes);
  // Gradients 2x: norms √(0.36 + 0.64) = 1 and √(36 + 64) = 10, so at limit 2 the first is kept and the second divided by 5.
  const from = startingState({ small: Float32Array.of(0.3, 0.4), large: Float32Array.of(3, 4) });
  const once = {
    parameters: grouped.parameters,
    batch: () => ({ graph: loaded, feeds: {} }),
    steps: 1,
    schedule: () => 0.5,
    clip: 2,
    optimizer: () => sgdMomentum({ momentum: 0 }),
  };
  await train(once, from).next();
  await loaded.close();
  expect([...(from.tensors["small"]?.value ?? [])].map((x) => x.toFixed(5))).toEqual(["0.00000", "0.00000"]);
  expect([...(from.tensors["large"]?.value ?? [])].map((x) => x.toFixed(5))).toEqual(["2.40000", "3.20000"]);
});
