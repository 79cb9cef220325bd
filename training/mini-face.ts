import type { LoadedGraph, RunTensor } from "../src/train/graph-runner.ts";
import { recipe } from "./mini-recipe.ts";
import { faceSize } from "./mini-vocabulary.ts";

/** log p(token | the tokens before it) for every place of rows of equal length, as the shipped file says it; shape (rows · length, 50,257). */
export async function faceLogProbabilities(
  graph: LoadedGraph,
  rows: readonly (readonly number[])[],
): Promise<Float32Array> {
  const length = rows[0]?.length ?? 0;
  const dims = [rows.length, length];
  const whole = (data: BigInt64Array): RunTensor => ({ type: "int64", dims, data });
  const feeds: Record<string, RunTensor> = {
    input_ids: whole(BigInt64Array.from(rows.flat(), BigInt)),
    attention_mask: whole(new BigInt64Array(rows.length * length).fill(1n)),
    position_ids: whole(BigInt64Array.from(rows.flatMap((row) => row.map((_, i) => BigInt(i))))),
  };
  for (let layer = 0; layer < recipe.layers; layer++) {
    for (const part of ["key", "value"]) {
      const empty = [rows.length, recipe.heads, 0, recipe.width / recipe.heads];
      feeds[`past_key_values.${layer}.${part}`] = { type: "float32", dims: empty, data: new Float32Array(0) };
    }
  }
  const logits = (await graph.run(feeds))["logits"]?.data;
  if (!(logits instanceof Float32Array)) throw new TypeError("the model gave no logits");
  for (let at = 0; at < logits.length; at += faceSize) normalize(logits.subarray(at, at + faceSize));
  return logits;
}

function normalize(row: Float32Array): void {
  const top = row.reduce((a, b) => Math.max(a, b), -Infinity);
  const total = top + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - top), 0));
  for (let i = 0; i < row.length; i++) row[i]! -= total;
}
