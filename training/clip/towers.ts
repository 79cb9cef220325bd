import { imageGraph } from "../../src/networks/clip/image-graph.ts";
import { textGraph } from "../../src/networks/clip/text-graph.ts";
import { trunkModel } from "../../src/networks/convolutional/residual-model.ts";
import type { Weights } from "../../src/networks/stored-weights.ts";
import type { RunTensors } from "../../src/train/graph-runner.ts";
import { averagedStatistics, foldedWeights, type LoadedStep } from "../images/trained-trunk.ts";
import { imageShape, textShape, trunkShape } from "./recipe.ts";
import { trunkPrefix } from "./step.ts";

/** The towers as they ship, as ONNX files. */
export interface Towers {
  readonly vision: Uint8Array;
  readonly text: Uint8Array;
}

/** The towers with these weights, the normalisations folded into the convolutions with what they see of `look`'s batches. */
export async function trainedTowers(
  step: LoadedStep,
  weights: Weights,
  look: (step: number) => RunTensors,
  vocabulary: number,
): Promise<Towers> {
  const statistics = await averagedStatistics(step, weights, look);
  const folded = foldedWeights((name) => weights(trunkPrefix + name), statistics);
  const trunk = { file: trunkModel(trunkShape, imageShape.size, folded), map: "map" };
  return { vision: imageGraph(trunk, imageShape, weights), text: textGraph(textShape(vocabulary), weights) };
}
