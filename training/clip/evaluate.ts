import { stacked } from "../../src/images/image.ts";
import { rankOf } from "../../src/math/rank.ts";
import { meanDirection, similarities } from "../../src/math/similarity.ts";
import { onnxRunner } from "../../src/models/graph-runner.ts";
import { elementCount } from "../../src/onnx/tensor.ts";
import type { LoadedGraph, RunTensor, RunTensors } from "../../src/train/graph-runner.ts";
import type { Example } from "../images/cifar.ts";
import { type Captions, longest } from "./batches.ts";
import { imageShape } from "./recipe.ts";
import type { Towers } from "./towers.ts";

/** The share of images whose nearest class, by cosine with the mean of its captions' features, is their own. */
export async function accuracy(towers: Towers, captions: Captions, examples: readonly Example[]): Promise<number> {
  const [vision, text] = [await onnxRunner.load(towers.vision), await onnxRunner.load(towers.text)];
  const { size } = imageShape;
  const classes: Float32Array[] = [];
  for (const own of captions)
    classes.push(meanDirection(await rowsOf(text, "text_embeds", { input_ids: padded(own, longest(captions)) })));
  let right = 0;
  for (let from = 0; from < examples.length; from += 100) {
    const rows = examples.slice(from, from + 100);
    const data = stacked(rows.map(({ image }) => image));
    const seen = await rowsOf(vision, "image_embeds", {
      pixel_values: { type: "float32", dims: [rows.length, 3, size, size], data },
    });
    right += seen.filter((feature, i) => rankOf(similarities(feature, classes), rows[i]?.label ?? 0) === 0).length;
  }
  await Promise.all([vision.close(), text.close()]);
  return right / examples.length;
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
