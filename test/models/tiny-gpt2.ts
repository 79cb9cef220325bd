import { mkdtempSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gpt2Config, type Gpt2Config } from "../../src/models/gpt2-config.ts";
import { gpt2Exchange } from "../../src/models/gpt2-graph.ts";
import { gpt2Shapes } from "../../src/models/gpt2-weights.ts";

/** What a random GPT-2 looks like. */
export interface TinyGpt2 {
  readonly layers?: number;
  readonly heads?: number;
  readonly width?: number;
  readonly vocabularySize?: number;
  readonly positions?: number;
  readonly seed?: number;
  /** Standard size of the weights; larger ones make likelier tokens much likelier. */
  readonly scale?: number;
  /** Files to write; defaults to model.safetensors. */
  readonly files?: readonly ("safetensors" | "onnx")[];
  readonly type?: "F32" | "F16" | "BF16";
}

/** The numbers of a random GPT-2, the same for the same options. */
export function tinyWeights(options: TinyGpt2 = {}): {
  json: Record<string, unknown>;
  config: Gpt2Config;
  weights: Map<string, { dims: readonly number[]; data: Float32Array }>;
} {
  const o = { layers: 2, heads: 2, width: 16, vocabularySize: 50257, positions: 64, seed: 1, scale: 0.5, ...options };
  const json = {
    model_type: "gpt2",
    n_layer: o.layers,
    n_head: o.heads,
    n_embd: o.width,
    vocab_size: o.vocabularySize,
    n_positions: o.positions,
    layer_norm_epsilon: 1e-5,
    activation_function: "gelu_new",
  };
  const config = gpt2Config(json, "tiny");
  const random = xorshift(o.seed);
  const weights = new Map<string, { dims: readonly number[]; data: Float32Array }>();
  for (const [name, dims] of gpt2Shapes(config)) {
    const count = dims.reduce((product, size) => product * size, 1);
    const middle = /ln_(1|2|f)\.weight$/.test(name) ? 1 : 0;
    const data = new Float32Array(count);
    for (let i = 0; i < count; i += 1) data[i] = middle + o.scale * (random() + random() + random() - 1.5);
    weights.set(name, { dims, data });
  }
  return { json, config, weights };
}

/** Writes a small random GPT-2 in the Hugging Face layout and returns its folder, which is new. With 50,257 tokens it goes with GPT-2's tokenizer. */
export function tinyGpt2(options: TinyGpt2 = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "tiny-gpt2-"));
  const { json, config, weights } = tinyWeights(options);
  const { files = ["safetensors"], type = "F32" } = options;
  writeFileSync(join(folder, "config.json"), JSON.stringify(json));
  if (files.includes("safetensors")) writeFileSync(join(folder, "model.safetensors"), safetensors(weights, type));
  if (files.includes("onnx")) {
    mkdirSync(join(folder, "onnx"));
    const graph = gpt2Exchange(config, (name) => {
      const found = weights.get(name);
      if (found === undefined) throw new Error(name);
      return { type: "float32", ...found };
    });
    writeFileSync(join(folder, "onnx/model.onnx"), graph.bytes());
  }
  return folder;
}

/** A safetensors file. */
export function safetensors(
  tensors: ReadonlyMap<string, { dims: readonly number[]; data: Float32Array }>,
  type: "F32" | "F16" | "BF16" = "F32",
): Uint8Array {
  const header: Record<string, unknown> = {};
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { dims, data }] of tensors) {
    const bytes = narrow(data, type);
    header[`transformer.${name}`] = { dtype: type, shape: dims, data_offsets: [offset, offset + bytes.length] };
    parts.push(bytes);
    offset += bytes.length;
  }
  const text = JSON.stringify(header);
  const head = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(head.length));
  return Buffer.concat([length, head, ...parts]);
}

function narrow(data: Float32Array, type: "F32" | "F16" | "BF16"): Uint8Array {
  if (type === "F32") return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const halves = Uint16Array.from(data, (value, i) => (type === "BF16" ? (bits[i] ?? 0) >>> 16 : toHalf(value)));
  return new Uint8Array(halves.buffer);
}

/** The float16 nearest to zero's side of a value of at most 65,504 in size. */
function toHalf(value: number): number {
  const sign = value < 0 ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size < 2 ** -14) return sign | Math.floor(size * 2 ** 24);
  const exponent = Math.floor(Math.log2(size));
  return sign | ((exponent + 15) << 10) | Math.floor((size / 2 ** exponent - 1) * 1024);
}

function xorshift(seed: number): () => number {
  let state = seed * 2654435761 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
