import { residualModel } from "../src/networks/convolutional/residual-model.ts";
import {
  normalizedConvolution,
  residualNetwork,
  type ResidualShape,
  type SeenStatistics,
  type Tensors,
} from "../src/networks/convolutional/residual-network.ts";
import type { Weights } from "../src/networks/stored-weights.ts";
import { elementCount } from "../src/onnx/tensor.ts";
import type { RunTensors } from "../src/train/graph-runner.ts";
import { crossEntropy } from "../src/train/loss.ts";
import type { Parameter } from "../src/train/tape.ts";
import { trainingGraph } from "../src/train/training-graph.ts";
import { augmentedBatch } from "./images/augment.ts";
import type { Example } from "./images/cifar.ts";
import { averagedStatistics, foldedWeights, type LoadedStep, statisticsBatches } from "./images/trained-trunk.ts";
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

/** The feeds of a training graph: every image weighs the same. */
export const cnnFeeds = (images: Float32Array, labels: Int32Array): RunTensors => ({
  images: { type: "float32", dims: [labels.length, 3, imageSide, imageSide], data: images },
  labels: { type: "int32", dims: [labels.length], data: labels },
  weights: { type: "float32", dims: [labels.length], data: new Float32Array(labels.length).fill(1 / labels.length) },
});

/** How many of the first training images `cnnModel` looks at. */
export const statisticsImages = (batch: number): number => statisticsBatches * batch;

/** The trained network as an ONNX file, its normalisations folded into the kernels with what the training images of `sample` show. */
export async function cnnModel(
  shape: ResidualShape,
  step: LoadedStep,
  weights: Weights,
  { examples, batch }: { readonly examples: readonly Example[]; readonly batch: number },
): Promise<Uint8Array> {
  const statistics = await averagedStatistics(step, weights, (at) => {
    const { images, labels } = augmentedBatch(examples, at, { seed: 1000, batch, shift: 4 });
    return cnnFeeds(images, labels);
  });
  return residualModel(shape, imageSide, foldedWeights(weights, statistics));
}
