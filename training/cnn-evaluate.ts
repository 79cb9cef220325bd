import { stacked } from "../src/images/image.ts";
import type { LoadedGraph } from "../src/train/graph-runner.ts";
import type { Example } from "./images/cifar.ts";

/** How many examples an exported network gets right: its likeliest class is their own. */
export async function rightOf(model: LoadedGraph, examples: readonly Example[]): Promise<number> {
  let right = 0;
  for (let start = 0; start < examples.length; start += 100) {
    const rows = examples.slice(start, start + 100);
    const [{ channels, height, width }] = rows.map(({ image }) => image) as [Example["image"], ...Example["image"][]];
    const data = stacked(rows.map(({ image }) => image));
    const dims = [rows.length, channels, height, width];
    const logits = (await model.run({ images: { type: "float32", dims, data } }))["logits"]?.data ?? [];
    const classes = logits.length / rows.length;
    for (const [row, { label }] of rows.entries()) {
      const own = Array.from({ length: classes }, (_, i) => Number(logits[row * classes + i]));
      if (own.indexOf(Math.max(...own)) === label) right++;
    }
  }
  return right;
}
