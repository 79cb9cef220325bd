import { attentionPool } from "../../src/networks/clip/attention-pool.ts";
import { contrastiveLoss } from "../../src/networks/clip/contrastive-loss.ts";
import { textTower } from "../../src/networks/clip/text-tower.ts";
import {
  normalizedConvolution,
  residualTrunk,
  type SeenStatistics,
} from "../../src/networks/convolutional/residual-network.ts";
import { elementCount } from "../../src/onnx/tensor.ts";
import type { Parameter } from "../../src/train/tape.ts";
import { trainingGraph, type TrainingGraph } from "../../src/train/training-graph.ts";
import { normal, random } from "../random.ts";
import { imageShape, logScale, recipe, textShape, trunkShape } from "./recipe.ts";

/** What the names of the convolutions' tensors begin with. */
export const trunkPrefix = "image.trunk.";

/**
 * The training step: the image tower's convolutions and attention pooling, the text tower and the contrastive loss. Inputs as in `textTower` and `contrastiveLoss`, and "images" (images, 3, 32, 32).
 * `seen`: what each normalisation saw, among the graph's outputs.
 */
export function clipStep(
  vocabulary: number,
  classes: number,
  length: number,
): TrainingGraph & { readonly seen: readonly SeenStatistics[] } {
  const seen: SeenStatistics[] = [];
  const step = trainingGraph((on) => {
    const { size } = imageShape;
    const convolve = normalizedConvolution(on, (name, dims) => on.parameter(trunkPrefix + name, dims), seen);
    const map = residualTrunk(on, on.input("images", [recipe.images, 3, size, size]), convolve, trunkShape);
    const looked = attentionPool(on, map, "image.pool", imageShape);
    const read = textTower(on, textShape(vocabulary), { rows: classes * recipe.captionsOfClass, length });
    return contrastiveLoss(on, looked, read, on.parameter("logit_scale", [1]));
  });
  return { ...step, seen };
}

/** Seeded starting values: of the sizes that CLIP starts from, and He's for kernels; gains of 0 where a branch joins its residual stream, so that each block begins as the identity. */
export function startingValues(parameters: readonly Parameter[]): Record<string, Float32Array> {
  const chance = random(recipe.seed);
  return Object.fromEntries(
    parameters.map(({ name, shape }) => {
      const values = new Float32Array(elementCount(shape));
      if (name === "logit_scale") return [name, values.fill(logScale.start)];
      if (name.endsWith("second.gain")) return [name, values];
      if (name.endsWith(".gain")) return [name, values.fill(1)];
      if (name.endsWith(".bias")) return [name, values];
      return [name, values.map(() => deviation(name, shape) * normal(chance))];
    }),
  );
}

/** The deviation of a matrix's or a kernel's starting values. */
function deviation(name: string, shape: readonly number[]): number {
  if (name === "text.tokens") return 0.02;
  if (name === "text.positions") return 0.01;
  if (name.endsWith(".kernels")) return Math.sqrt(2 / elementCount(shape.slice(1)));
  return 1 / Math.sqrt(shape.at(name === "image.pool.positions" ? -1 : 0) ?? 1);
}
