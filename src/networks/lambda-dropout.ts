import { type Key, key, pick, uniform } from "../math/random.ts";
import type { RunTensor } from "../train/graph-runner.ts";
import { lambdaWidth } from "./lambda-network.ts";

/** What the dropout of a λ-network is drawn from, for so many rows: the same at every step. */
export const dropoutNoise = (rows: number, chance: Key): RunTensor => ({
  type: "float32",
  dims: [rows, lambdaWidth],
  data: Float32Array.from({ length: rows * lambdaWidth }, (_, i) => uniform(chance, i)),
});

/** Which of the noise drops at a step, in each of a λ-network's two layers: see `dropout`. */
export function dropoutSeeds(seed: number, step: number): readonly [RunTensor, RunTensor] {
  const chance = key(seed, "dropout", step);
  const drawn = (layer: number): RunTensor => ({
    type: "float32",
    dims: [2],
    data: Float32Array.of(1 + pick(uniform(chance, 2 * layer), 1000), uniform(chance, 2 * layer + 1)),
  });
  return [drawn(0), drawn(1)];
}
