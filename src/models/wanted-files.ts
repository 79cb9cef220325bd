import { UserError } from "../text/user-error.ts";
import { graphFiles } from "./model-files.ts";

/** Small files that tokenizers and generation read, where a model has them. */
const small = [
  "config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "generation_config.json",
  "vocab.json",
  "merges.txt",
];

/** Which of a model's files to download: the small ones, and the weights in the one form that will be run. Throws UserError where it has none of those. */
export function wantedFiles(offered: readonly string[], config: unknown, id: string): readonly string[] {
  const has = new Set(offered);
  const isGpt2 =
    typeof config === "object" && config !== null && "model_type" in config && config.model_type === "gpt2";
  const graph = graphFiles.find((file) => has.has(file));
  const weights = isGpt2 && has.has("model.safetensors") ? "model.safetensors" : graph;
  if (weights === undefined) {
    throw new UserError(
      `${id}: expected onnx/model.onnx, or model.safetensors of a GPT-2, but found neither on the hub. Choose a model with an ONNX export, such as those under onnx-community.`,
    );
  }
  const outside = offered.filter((file) => file.startsWith(`${weights}_data`) || file === `${weights}.data`);
  return [...small.filter((file) => has.has(file)), weights, ...outside];
}
