import type { ModelFolder } from "../store/model-folder.ts";
import { fieldOf } from "../text/field-of.ts";
import { UserError } from "../text/user-error.ts";
import { gpt2Config, type Gpt2Config, isGpt2 } from "./gpt2-config.ts";

/** What the engine is to load: a GPT-2's parameters for the project's own graph, or a graph with its own. */
export type ModelFiles =
  | { readonly kind: "gpt2"; readonly weights: string; readonly config: Gpt2Config }
  | {
      readonly kind: "onnx";
      readonly graph: string;
      readonly contextLength: number;
      /** What config.json says; undefined where it says nothing. */
      readonly vocabularySize: number | undefined;
      readonly allowBatchDependent: boolean;
    };

/** Graphs in the order of preference: those with a cache first. */
export const graphFiles = [
  "onnx/decoder_model_merged.onnx",
  "onnx/model.onnx",
  "decoder_model_merged.onnx",
  "model.onnx",
  "onnx/decoder_with_past_model.onnx",
] as const;

/** Chooses what to load from a folder. A GPT-2's model.safetensors comes first: the project's own graph is the fastest. Throws UserError where there is nothing to load. */
export function modelFiles(folder: ModelFolder, allowBatchDependent: boolean): ModelFiles {
  const config = folder.json("config.json");
  const graph = graphFiles.find((file) => folder.has(file));
  if (folder.has("model.safetensors") && (graph === undefined || isGpt2(config))) {
    return {
      kind: "gpt2",
      weights: folder.pathOf("model.safetensors"),
      config: gpt2Config(config, folder.pathOf("config.json")),
    };
  }
  if (graph === undefined) {
    throw new UserError(
      `${folder.path}: expected onnx/model.onnx, onnx/decoder_model_merged.onnx, model.onnx or a GPT-2 model.safetensors but found none of them. Export the model to ONNX, with its cache, into this folder.`,
    );
  }
  return {
    kind: "onnx",
    graph: folder.pathOf(graph),
    contextLength: contextLength(config),
    vocabularySize: numberIn(config, ["vocab_size"]),
    allowBatchDependent,
  };
}

/** The most tokens a row may hold, under the names that architectures give it; 1,024 where none is given. */
function contextLength(config: unknown): number {
  return numberIn(config, ["n_positions", "max_position_embeddings", "n_ctx", "seq_length"]) ?? 1024;
}

/** The first of some fields that holds a number above 0. */
function numberIn(config: unknown, names: readonly string[]): number | undefined {
  const values = names.map((name) => fieldOf(config, name));
  return values.find((value): value is number => typeof value === "number" && value > 0);
}
