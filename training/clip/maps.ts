import { onnxRunner } from "../../src/models/graph-runner.ts";
import { type Trunk, trunkGraph } from "../../src/networks/clip/image-graph.ts";
import type { RunTensor } from "../../src/train/graph-runner.ts";
import { pixelRows } from "./batches.ts";
import type { LabelledImages } from "./cifar.ts";
import { imageShape } from "./recipe.ts";

/** One image, as it is or mirrored. */
export interface MapRow {
  readonly image: number;
  readonly isMirrored: boolean;
}

/** The trunk's feature maps of all images, as they are and mirrored: the trunk is frozen, so it is run once. */
export interface FeatureMaps {
  /** Shape (rows, width, side, side). */
  rows(chosen: readonly MapRow[]): RunTensor;
}

const rowsOfCall = 100;

/** Runs the trunk on every image twice. Memory: 16 KB a map. */
export async function featureMaps(trunk: Trunk, images: LabelledImages): Promise<FeatureMaps> {
  const graph = await onnxRunner.load(trunkGraph(trunk, imageShape));
  const { width, side } = imageShape;
  const size = width * side * side;
  const count = images.labels.length;
  const all = [false, true].map(() => new Float32Array(count * size));
  for (let from = 0; from < count; from += rowsOfCall) {
    const chosen = Array.from({ length: Math.min(rowsOfCall, count - from) }, (_, i) => from + i);
    for (const [kind, maps] of all.entries()) {
      const outputs = await graph.run({ pixel_values: pixelRows(images, chosen, kind === 1) });
      maps.set(outputs[trunk.map]?.data as Float32Array, from * size);
    }
  }
  await graph.close();
  return {
    rows(chosen) {
      const data = new Float32Array(chosen.length * size);
      for (const [row, { image, isMirrored }] of chosen.entries())
        data.set((all[isMirrored ? 1 : 0] as Float32Array).subarray(image * size, (image + 1) * size), row * size);
      return { type: "float32", dims: [chosen.length, width, side, side], data };
    },
  };
}
