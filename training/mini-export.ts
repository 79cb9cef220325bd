import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeAtomically } from "../src/store/atomic-write.ts";
import { readCheckpoint } from "../src/train/checkpoint.ts";
import { tokenizerFiles } from "./gpt2-tokenizer.ts";
import { miniModel } from "./mini-graph.ts";
import { modelShape, recipe } from "./mini-recipe.ts";
import { endOfText, faceSize, type InnerVocabulary } from "./mini-vocabulary.ts";

// Writes models/mini from a checkpoint of training/mini-lm.ts: npx tsx training/mini-export.ts [--from best].
const { values: options } = parseArgs({
  options: {
    work: { type: "string", default: join(import.meta.dirname, "out/mini-lm") },
    from: { type: "string", default: "best" },
    out: { type: "string", default: join(import.meta.dirname, "../models/mini") },
  },
});

const config = {
  model_type: "gpt2",
  architectures: ["GPT2LMHeadModel"],
  activation_function: "gelu_new",
  n_positions: recipe.positions,
  n_ctx: recipe.positions,
  n_embd: recipe.width,
  n_head: recipe.heads,
  n_layer: recipe.layers,
  layer_norm_epsilon: 1e-5,
  vocab_size: faceSize,
  bos_token_id: endOfText,
  eos_token_id: endOfText,
  "transformers.js_config": { dtype: "fp32" },
};

const pretty = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

async function main(): Promise<void> {
  const { step, tensors } = readCheckpoint(await readFile(join(options.work, `${options.from}.safetensors`)));
  const vocabulary: InnerVocabulary = JSON.parse(await readFile(join(options.work, "vocabulary.json"), "utf8"));
  const weights = (name: string): Float32Array => {
    const moments = tensors[name];
    if (moments === undefined) throw new Error(`${options.from}: no tensor ${name}`);
    // The last norm feeds the head alone, so dividing its parameters divides the logits.
    return name.startsWith("ln_f.") ? moments.value.map((value) => value / recipe.temperature) : moments.value;
  };
  const files = {
    ...(await tokenizerFiles()),
    "config.json": pretty(config),
    "generation_config.json": pretty({ bos_token_id: endOfText, eos_token_id: endOfText, pad_token_id: endOfText }),
    "onnx/model.onnx": miniModel(modelShape, weights, vocabulary),
  };
  for (const [name, content] of Object.entries(files)) await writeAtomically(join(options.out, name), content);
  const size = Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  console.log(`${options.out}: step ${step}, ${(size / 1e6).toFixed(2)} MB`);
}

await main();
