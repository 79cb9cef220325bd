import { existsSync, mkdirSync, openSync, writeSync, closeSync, writeFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { gpt2Config } from "../src/models/gpt2-config.ts";
import { gpt2Exchange } from "../src/models/gpt2-graph.ts";
import { gpt2Shapes } from "../src/models/gpt2-weights.ts";
import { tokenizerFiles } from "../training/gpt2-tokenizer.ts";

/** The shape of GPT-2 124M. */
export const shape = { layers: 12, width: 768, heads: 12, vocabulary: 50_257, positions: 1024 } as const;

const json = {
  model_type: "gpt2",
  architectures: ["GPT2LMHeadModel"],
  n_layer: shape.layers,
  n_head: shape.heads,
  n_embd: shape.width,
  vocab_size: shape.vocabulary,
  n_positions: shape.positions,
  n_ctx: shape.positions,
  layer_norm_epsilon: 1e-5,
  activation_function: "gelu_new",
  bos_token_id: 50_256,
  eos_token_id: 50_256,
  "transformers.js_config": { dtype: "fp32" },
};

/** The folder of a GPT-2 124M with random weights (so speed only), made where it is not there yet: 1 GB, some 10 seconds. */
export async function gpt2Folder(): Promise<string> {
  const folder = join(import.meta.dirname, "out/gpt2-124m");
  if (existsSync(join(folder, "done"))) return folder;
  mkdirSync(join(folder, "onnx"), { recursive: true });
  const config = gpt2Config(json, "bench");
  const next = xorshift(12345);
  const weights = new Map<string, { dims: readonly number[]; data: Float32Array<ArrayBuffer> }>();
  for (const [name, dims] of gpt2Shapes(config)) {
    const data = new Float32Array(dims.reduce((product, size) => product * size, 1));
    const middle = /ln_(1|2|f)\.weight$/.test(name) ? 1 : 0;
    for (let i = 0; i < data.length; i += 1) data[i] = middle + 0.04 * (next() + next() + next() - 1.5);
    weights.set(name, { dims, data });
  }
  writeSafetensors(join(folder, "model.safetensors"), weights);
  const graph = gpt2Exchange(config, (name) => {
    const found = weights.get(name);
    if (found === undefined) throw new Error(`no weights ${name}`);
    return { type: "float32", ...found };
  });
  writeFileSync(join(folder, "onnx/model.onnx"), graph.bytes());
  for (const [name, text] of Object.entries(await tokenizerFiles())) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "config.json"), JSON.stringify(json));
  writeFileSync(join(folder, "generation_config.json"), JSON.stringify({ eos_token_id: 50_256, pad_token_id: 50_256 }));
  writeFileSync(join(folder, "done.part"), "");
  renameSync(join(folder, "done.part"), join(folder, "done"));
  return folder;
}

function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, { dims: readonly number[]; data: Float32Array }>,
): void {
  const header: Record<string, unknown> = {};
  let offset = 0;
  for (const [name, { dims, data }] of tensors) {
    header[name] = { dtype: "F32", shape: dims, data_offsets: [offset, (offset += data.byteLength)] };
  }
  const text = JSON.stringify(header);
  const head = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(head.length));
  const file = openSync(path, "w");
  for (const part of [length, head, ...[...tensors.values()].map(({ data }) => data)]) {
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
  }
  closeSync(file);
}

function xorshift(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
