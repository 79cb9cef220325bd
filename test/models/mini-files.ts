import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bundledModels } from "../../src/models/find-model.ts";

const files = ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx"];

/** The bundled model as a hub holds it: path in the repository to bytes. */
export const miniFiles: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  files.map((file) => [file, readFileSync(join(bundledModels, "mini", file))]),
);
