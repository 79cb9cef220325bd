import { UserError } from "../text/user-error.ts";
import { isClip, towerFiles } from "./clip/clip-files.ts";
import { isGpt2 } from "./gpt2-config.ts";
import { graphFiles } from "./model-files.ts";

/** Small files that tokenizers, generation and the reading of images need, where a model has them. */
const small = [
  "config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "generation_config.json",
  "preprocessor_config.json",
  "vocab.json",
  "merges.txt",
];

/** Which of a model's files to download: the small ones, and the weights in the one form that will be run. Throws UserError where it has none of those. */
export function wantedFiles(offered: readonly string[], config: unknown, id: string): readonly string[] {
  const has = new Set(offered);
  const kept = small.filter((file) => has.has(file));
  if (isClip(config)) return [...kept, ...clipTowers(offered, id)];
  const graph = graphFiles.find((file) => has.has(file));
  const weights = isGpt2(config) && has.has("model.safetensors") ? "model.safetensors" : graph;
  if (weights === undefined) {
    throw new UserError(
      `${id}: expected onnx/model.onnx, or model.safetensors of a GPT-2, but found neither on the hub. Choose a model with an ONNX export, such as those under onnx-community.`,
    );
  }
  return [...kept, ...withData(weights, offered)];
}

/** Both towers at full precision; quantised variants stay where they are. */
function clipTowers(offered: readonly string[], id: string): readonly string[] {
  const towers = Object.values(towerFiles);
  const missing = towers.filter((file) => !offered.includes(file));
  if (missing.length > 0)
    throw new UserError(
      `${id}: expected a CLIP with ${towers.join(" and ")} but found no ${missing.join(", no ")} on the hub. Choose one with an ONNX export of both towers, such as Xenova/clip-vit-base-patch32.`,
    );
  return towers.flatMap((file) => withData(file, offered));
}

/** A graph's file and those in which its weights lie. */
const withData = (graph: string, offered: readonly string[]): readonly string[] => [
  graph,
  ...offered.filter((file) => file.startsWith(`${graph}_data`) || file === `${graph}.data`),
];
