import { onnxRunner } from "../../src/models/graph-runner.ts";
import { imageGraph, type Trunk } from "../../src/networks/clip/image-graph.ts";
import type { Weights } from "../../src/networks/clip/stored-weights.ts";
import { textGraph } from "../../src/networks/clip/text-graph.ts";
import { meanDirection, similarities } from "../../src/math/similarity.ts";
import { rankOf } from "../../src/math/rank.ts";
import { elementCount } from "../../src/onnx/tensor.ts";
import type { LoadedGraph, RunTensor, RunTensors } from "../../src/train/graph-runner.ts";
import { longest, pixelRows, type Captions } from "./batches.ts";
import type { LabelledImages } from "./cifar.ts";
import { imageShape, textShape } from "./recipe.ts";

/** The towers as they ship, as ONNX files. */
export interface Towers {
  readonly vision: Uint8Array;
  readonly text: Uint8Array;
}

/** The towers with these weights. */
export const towersOf = (weights: Weights, vocabulary: number, trunk: Trunk): Towers => ({
  vision: imageGraph(trunk, imageShape, weights),
  text: textGraph(textShape(vocabulary), weights),
});

/** The share of images whose nearest class, by cosine with the mean of its captions' features, is their own. */
export async function accuracy(
  towers: Towers,
  captions: Captions,
  images: LabelledImages,
  chosen: readonly number[],
): Promise<number> {
  const [vision, text] = [await onnxRunner.load(towers.vision), await onnxRunner.load(towers.text)];
  const classes: Float32Array[] = [];
  for (const own of captions)
    classes.push(meanDirection(await rowsOf(text, "text_embeds", { input_ids: padded(own, longest(captions)) })));
  let right = 0;
  for (let from = 0; from < chosen.length; from += 100) {
    const rows = chosen.slice(from, from + 100);
    const seen = await rowsOf(vision, "image_embeds", { pixel_values: pixelRows(images, rows) });
    right += seen.filter(
      (feature, i) => rankOf(similarities(feature, classes), images.labels[rows[i] ?? 0] ?? 0) === 0,
    ).length;
  }
  await Promise.all([vision.close(), text.close()]);
  return right / chosen.length;
}

function padded(rows: readonly (readonly number[])[], length: number): RunTensor {
  const ids = rows.flatMap((row) => Array.from({ length }, (_, at) => BigInt(row[Math.min(at, row.length - 1)] ?? 0)));
  return { type: "int64", dims: [rows.length, length], data: BigInt64Array.from(ids) };
}

async function rowsOf(graph: LoadedGraph, output: string, feeds: RunTensors): Promise<readonly Float32Array[]> {
  const found = (await graph.run(feeds))[output];
  if (found === undefined) throw new Error(`the tower gives no ${output}`);
  const width = elementCount(found.dims.slice(1));
  return Array.from({ length: found.dims[0] ?? 0 }, (_, i) =>
    (found.data as Float32Array).slice(i * width, (i + 1) * width),
  );
}
