import { foldNormalization } from "../src/networks/convolutional/fold-normalization.ts";
import { residualModel } from "../src/networks/convolutional/residual-model.ts";
import {
  normalizedConvolution,
  residualNetwork,
  type ResidualShape,
  type SeenStatistics,
  type Tensors,
} from "../src/networks/convolutional/residual-network.ts";
import { elementCount } from "../src/onnx/tensor.ts";
import type { LoadedGraph, RunTensors } from "../src/train/graph-runner.ts";
import { crossEntropy } from "../src/train/loss.ts";
import type { Parameter } from "../src/train/tape.ts";
import { trainingGraph } from "../src/train/training-graph.ts";
import { augmentedBatch } from "./cnn-augment.ts";
import type { Example } from "./cnn-data.ts";
import { normal, random } from "./random.ts";

/** Side of the images. */
export const imageSide = 32;

/** A step of training on a batch of this many images: inputs "images", "labels" and "weights", and what each normalisation saw among the outputs. */
export function cnnTrainingGraph(
  shape: ResidualShape,
  batch: number,
): ReturnType<typeof trainingGraph> & { readonly seen: readonly SeenStatistics[] } {
  const seen: SeenStatistics[] = [];
  const step = trainingGraph((on) => {
    const tensors: Tensors = (name, dims) => on.parameter(name, dims);
    const images = on.input("images", [batch, 3, imageSide, imageSide]);
    const { logits } = residualNetwork(
      on,
      images,
      { convolve: normalizedConvolution(on, tensors, seen), tensors },
      shape,
    );
    return crossEntropy(on, logits, on.input("labels", [batch], "int32"), on.input("weights", [batch]));
  });
  return { ...step, seen };
}

/** Starting values: He's for kernels, gains of 1 and of 0 where a branch joins its residual stream, so that each block begins as the identity. */
export function startingValues(parameters: readonly Parameter[], seed: number): Record<string, Float32Array> {
  const chance = random(seed);
  return Object.fromEntries(
    parameters.map(({ name, shape }) => {
      const values = new Float32Array(elementCount(shape));
      if (name.endsWith("gain")) return [name, values.fill(name.endsWith("second.gain") ? 0 : 1)];
      if (shape.length === 1) return [name, values];
      const inputs = shape.length === 4 ? elementCount(shape.slice(1)) : (shape[0] ?? 1);
      return [name, values.map(() => Math.sqrt((shape.length === 4 ? 2 : 1) / inputs) * normal(chance))];
    }),
  );
}

/** Each layer's mean and variance, averaged over batches of the training images as training sees them. */
export async function averagedStatistics(
  graph: LoadedGraph,
  feeds: RunTensors,
  seen: readonly SeenStatistics[],
  {
    examples,
    batch,
    batches,
  }: { readonly examples: readonly Example[]; readonly batch: number; readonly batches: number },
): Promise<ReadonlyMap<string, { readonly mean: Float32Array; readonly variance: Float32Array }>> {
  const sums = new Map<string, Float64Array>();
  for (let step = 1; step <= batches; step++) {
    const { images, labels } = augmentedBatch(examples, step, { seed: 1000, batch, shift: 4 });
    const outputs = await graph.run({ ...feeds, ...cnnFeeds(images, labels) });
    for (const name of seen.flatMap(({ mean, variance }) => [mean, variance])) {
      const values = outputs[name]?.data ?? [];
      const sum = sums.get(name) ?? new Float64Array(values.length);
      for (let i = 0; i < sum.length; i++) sum[i]! += Number(values[i]) / batches;
      sums.set(name, sum);
    }
  }
  const average = (name: string): Float32Array => Float32Array.from(sums.get(name) ?? []);
  return new Map(
    seen.map(({ layer, mean, variance }) => [layer, { mean: average(mean), variance: average(variance) }]),
  );
}

/** The feeds of a training graph: every image weighs the same. */
export const cnnFeeds = (images: Float32Array, labels: Int32Array): RunTensors => ({
  images: { type: "float32", dims: [labels.length, 3, imageSide, imageSide], data: images },
  labels: { type: "int32", dims: [labels.length], data: labels },
  weights: { type: "float32", dims: [labels.length], data: new Float32Array(labels.length).fill(1 / labels.length) },
});

/** The trained network as an ONNX file, its normalisations folded into the kernels. */
export function cnnModel(
  shape: ResidualShape,
  values: (name: string) => Float32Array,
  statistics: Awaited<ReturnType<typeof averagedStatistics>>,
): Uint8Array {
  const folded = (layer: string): { readonly kernels: Float32Array; readonly bias: Float32Array } => {
    const [kernels, gain, bias] = ["kernels", "gain", "bias"].map((part) => values(`${layer}.${part}`));
    return foldNormalization({ kernels: kernels!, gain: gain!, bias: bias!, ...statistics.get(layer)! });
  };
  return residualModel(shape, imageSide, (name) => {
    const [, layer = "", part] = /^(.*)\.(\w+)$/.exec(name) ?? [];
    return layer === "head" ? values(name) : folded(layer)[part === "kernels" ? "kernels" : "bias"];
  });
}
