import { foldNormalization } from "../../src/networks/convolutional/fold-normalization.ts";
import type { SeenStatistics } from "../../src/networks/convolutional/residual-network.ts";
import type { Weights } from "../../src/networks/stored-weights.ts";
import type { LoadedGraph, RunTensors } from "../../src/train/graph-runner.ts";
import type { Parameter } from "../../src/train/tape.ts";

/** A layer's mean and variance among training images, each of shape (channels), by the layer's name. */
export type Statistics = ReadonlyMap<string, { readonly mean: Float32Array; readonly variance: Float32Array }>;

/** A loaded training graph and what it holds. */
export interface LoadedStep {
  readonly graph: LoadedGraph;
  readonly parameters: readonly Parameter[];
  readonly seen: readonly SeenStatistics[];
}

/** Batches from which each layer's mean and variance are taken. */
export const statisticsBatches = 30;

/** Each layer's mean and variance with these weights, averaged over what the training graph sees of the first batches. */
export async function averagedStatistics(
  { graph, parameters, seen }: LoadedStep,
  weights: Weights,
  batchOf: (step: number) => RunTensors,
): Promise<Statistics> {
  const trained = Object.fromEntries(
    parameters.map(({ name, shape }) => [name, { type: "float32" as const, dims: shape, data: weights(name) }]),
  );
  const sums = new Map<string, Float64Array>();
  for (let step = 1; step <= statisticsBatches; step++) {
    const outputs = await graph.run({ ...trained, ...batchOf(step) });
    for (const name of seen.flatMap(({ mean, variance }) => [mean, variance])) {
      const values = outputs[name]?.data ?? [];
      const sum = sums.get(name) ?? new Float64Array(values.length);
      for (let i = 0; i < sum.length; i++) sum[i]! += Number(values[i]) / statisticsBatches;
      sums.set(name, sum);
    }
  }
  const average = (name: string): Float32Array => Float32Array.from(sums.get(name) ?? []);
  return new Map(
    seen.map(({ layer, mean, variance }) => [layer, { mean: average(mean), variance: average(variance) }]),
  );
}

/** The trained tensors by name, every normalisation folded into its layer's kernels and bias. */
export function foldedWeights(weights: Weights, statistics: Statistics): Weights {
  return (name) => {
    const [, layer = "", part] = /^(.*)\.(\w+)$/.exec(name) ?? [];
    const found = statistics.get(layer);
    if (found === undefined) return weights(name);
    const [kernels, gain, bias] = ["kernels", "gain", "bias"].map((own) => weights(`${layer}.${own}`));
    return foldNormalization({ kernels: kernels!, gain: gain!, bias: bias!, ...found })[
      part === "kernels" ? "kernels" : "bias"
    ];
  };
}
