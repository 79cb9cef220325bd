import { imageGraph } from "../../src/networks/clip/image-graph.ts";
import { textGraph } from "../../src/networks/clip/text-graph.ts";
import { trunkModel } from "../../src/networks/convolutional/residual-model.ts";
import type { Weights } from "../../src/networks/stored-weights.ts";
import { averagedStatistics, foldedWeights, type LoadedStep } from "../images/trained-trunk.ts";
import type { Example } from "../images/cifar.ts";
import { batchMaker, type Captions } from "./batches.ts";
import { imageShape, textShape, trunkShape } from "./recipe.ts";
import { trunkPrefix } from "./step.ts";

/** The towers as they ship, as ONNX files. */
export interface Towers {
  readonly vision: Uint8Array;
  readonly text: Uint8Array;
}

/** What was trained on. */
export interface TrainedOn {
  readonly training: readonly Example[];
  readonly captions: Captions;
  /** Tokens of the vocabulary. */
  readonly vocabulary: number;
}

/** Draws the batches from which each layer's mean and variance are taken. */
const statisticsSeed = 1000;

/** The towers with these weights, the normalisations folded into the convolutions with what they see of the training images. */
export async function trainedTowers(
  step: LoadedStep,
  weights: Weights,
  { training, captions, vocabulary }: TrainedOn,
): Promise<Towers> {
  const statistics = await averagedStatistics(step, weights, batchMaker(training, captions, statisticsSeed));
  const folded = foldedWeights((name) => weights(trunkPrefix + name), statistics);
  const trunk = { file: trunkModel(trunkShape, imageShape.size, folded), map: "map" };
  return { vision: imageGraph(trunk, imageShape, weights), text: textGraph(textShape(vocabulary), weights) };
}
