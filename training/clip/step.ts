import { attentionPool } from "../../src/networks/clip/attention-pool.ts";
import { contrastiveLoss } from "../../src/networks/clip/contrastive-loss.ts";
import { textTower } from "../../src/networks/clip/text-tower.ts";
import { elementCount } from "../../src/onnx/tensor.ts";
import type { Parameter } from "../../src/train/tape.ts";
import { trainingGraph, type TrainingGraph } from "../../src/train/training-graph.ts";
import { normal, random } from "../random.ts";
import { imageShape, logScale, recipe, textShape } from "./recipe.ts";

/** The training step: attention pooling over the trunk's maps, the text tower and the contrastive loss. Inputs as in `textTower` and `contrastiveLoss`, and "maps" (images, 64, 8, 8). */
export function clipStep(vocabulary: number, classes: number, length: number): TrainingGraph {
  return trainingGraph((on) => {
    const { width, side } = imageShape;
    const seen = attentionPool(on, on.input("maps", [recipe.images, width, side, side]), "image.pool", imageShape);
    const read = textTower(on, textShape(vocabulary), { rows: classes * recipe.captionsOfClass, length });
    return contrastiveLoss(on, seen, read, on.parameter("logit_scale", [1]));
  });
}

/** Seeded starting values, of the sizes that CLIP starts from. */
export function startingValues(parameters: readonly Parameter[]): Record<string, Float32Array> {
  const chance = random(recipe.seed);
  return Object.fromEntries(
    parameters.map(({ name, shape }) => {
      const values = new Float32Array(elementCount(shape));
      if (name === "logit_scale") return [name, values.fill(logScale.start)];
      if (name.endsWith(".gain")) return [name, values.fill(1)];
      if (name.endsWith(".bias")) return [name, values];
      return [name, values.map(() => deviation(name, shape) * normal(chance))];
    }),
  );
}

/** The deviation of a matrix's starting values. */
function deviation(name: string, shape: readonly number[]): number {
  if (name === "text.tokens") return 0.02;
  if (name === "text.positions") return 0.01;
  return 1 / Math.sqrt(shape.at(name === "image.pool.positions" ? -1 : 0) ?? 1);
}
