import { gpt2Parts } from "./gpt2-files.ts";
import { gpt2Network } from "./gpt2-network.ts";
import type { ModelFiles } from "./model-files.ts";
import type { Network } from "./network.ts";
import { onnxNetwork } from "./onnx-network.ts";

/** Loads a model. Throws UserError where its files are damaged or its graph is refused. */
export async function openNetwork(files: ModelFiles, threads: number): Promise<Network> {
  return files.kind === "gpt2"
    ? gpt2Network(gpt2Parts(files.weights, files.config), threads)
    : onnxNetwork(files, threads);
}
