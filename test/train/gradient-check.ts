import { elementCount } from "../../src/onnx/tensor.ts";
import { onnxRunner } from "../../src/models/graph-runner.ts";
import type { RunTensor, RunTensors } from "../../src/train/graph-runner.ts";
import { multiply } from "../../src/train/elementwise.ts";
import { sum } from "../../src/train/reduce.ts";
import type { Tape, Value } from "../../src/train/tape.ts";
import { gradientName, trainingGraph } from "../../src/train/training-graph.ts";

/** Numbers in [−1, 1) that look random: the same for equal seeds (a linear congruence modulo 2³²). */
export function numbers(count: number, seed: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** A float32 tensor for a graph's input. */
export const floats = (data: Float32Array, dims: readonly number[]): RunTensor => ({ type: "float32", dims, data });

/** A scalar made of any value: its elements times fixed unequal numbers, added up, so that each element's gradient is its own. */
export function weighted(on: Tape, x: Value): Value {
  return sum(on, multiply(on, x, on.constant(x.shape, numbers(elementCount(x.shape), 99))));
}

/**
 * The largest difference between a graph's gradients and finite differences of its loss, over all parameters and a few directions each:
 * |directional gradient − central difference| / (1 + |central difference|). Fourth-order differences with step h; float32 leaves about 1e-4.
 */
export async function gradientError(
  build: (on: Tape) => Value,
  extra: RunTensors = {},
  { h = 0.02, spread = 0.7 } = {},
): Promise<number> {
  const { bytes, parameters } = trainingGraph(build);
  const graph = await onnxRunner.load(bytes);
  const values = parameters.map(({ shape }, i) => numbers(elementCount(shape), 7 + i).map((x) => x * spread));
  const run = (moved: readonly Float32Array[]): Promise<RunTensors> =>
    graph.run({
      ...extra,
      ...Object.fromEntries(parameters.map(({ name, shape }, i) => [name, floats(moved[i]!, shape)])),
    });
  const outputs = await run(values);
  let worst = 0;
  for (const [i, { name, shape }] of parameters.entries()) {
    for (let direction = 0; direction < 4; direction++) {
      const d = numbers(elementCount(shape), 1000 + direction);
      const at = async (k: number): Promise<number> => {
        const moved = values.with(
          i,
          values[i]!.map((x, j) => x + k * h * d[j]!),
        );
        return Number((await run(moved))["loss"]?.data[0]);
      };
      const numeric = (8 * ((await at(1)) - (await at(-1))) - ((await at(2)) - (await at(-2)))) / (12 * h);
      const gradient = outputs[gradientName(name)]?.data ?? [];
      const analytic = d.reduce((total, x, j) => total + x * Number(gradient[j]), 0);
      worst = Math.max(worst, Math.abs(analytic - numeric) / (1 + Math.abs(numeric)));
    }
  }
  await graph.close();
  return worst;
}
