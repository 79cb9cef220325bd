import { meanDirection } from "../../math/similarity.ts";
import { digestOf } from "../../store/digest.ts";
import type { VectorCache } from "../../store/vector-cache.ts";
import { promptsOf, spokenLabel, type Prompts } from "../../text/prompts.ts";
import type { OpenClip } from "./open-clip.ts";

/**
 * One unit vector a class, shape (features): the direction of the mean of its prompts' directions, an ensemble of prompts. Kept under a digest of model,
 * tokenizer, prompts and names, so that each set is embedded once. Cost where it is new: one row of the text tower a prompt and class.
 */
export async function textWeights(
  { model, digests }: OpenClip,
  prompts: Prompts,
  classes: readonly string[],
  cache: VectorCache,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<readonly Float32Array[]> {
  const labels = classes.map(spokenLabel);
  const key = digestOf(JSON.stringify(["text weights", digests, prompts.templates, labels]));
  const known = await cache.get(key);
  if (known !== undefined) return known;
  const weights: Float32Array[] = [];
  for (const label of labels) {
    weights.push(meanDirection(await model.textFeatures(promptsOf(prompts, label))));
    onProgress(weights.length, labels.length);
  }
  await cache.put(key, weights);
  return weights;
}
