import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { gpt2Config, type Gpt2Config } from "../../src/models/gpt2-config.ts";
import { slotAttention, slotNames } from "../../src/models/gpt2-attention.ts";
import { gpt2Body, gpt2Head, gpt2Trunk } from "../../src/models/gpt2-graph.ts";
import { gpt2Shapes } from "../../src/models/gpt2-weights.ts";
import { sharedData } from "../shared-data.ts";
import { plainGpt2 } from "./plain-gpt2.ts";
import { tinyWeights } from "./tiny-gpt2.ts";

// The oracle is a numpy-checked run of a GPT-2 that sorts three letters: https://github.com/bbycroft/llm-viz, public/gpt-nano-sort-*.json (MIT).
const folder = sharedData("gpt-nano-sort");

interface StoredArray {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: string;
}
type Stored = Readonly<Record<string, StoredArray>>;

const read = (file: string): Stored & { config: Record<string, number> } =>
  JSON.parse(readFileSync(join(folder ?? "", file), "utf8"));

function numbers(stored: StoredArray | undefined): Float32Array {
  const bytes = Buffer.from(stored?.data ?? "", "base64");
  const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  return stored?.dtype === "torch.int64" ? Float32Array.from(new BigInt64Array(copy), Number) : new Float32Array(copy);
}

/** The weights are stored out × in, and GPT-2's names in × out. */
function transposed(data: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(data, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)] ?? NaN);
}

function nanoSort() {
  const { config: found, ...stored } = read("gpt-nano-sort-model.json");
  const json = {
    model_type: "gpt2",
    n_layer: found["n_layer"],
    n_head: found["n_head"],
    n_embd: found["n_embd"],
    vocab_size: found["vocab_size"],
    n_positions: found["block_size"],
  };
  const config = gpt2Config(json, "gpt-nano-sort");
  const weights = (name: string) => {
    const array = stored[name === "lm_head.weight" ? name : `transformer.${name}`];
    const dims = gpt2Shapes(config).get(name) ?? array?.shape ?? [];
    const [rows = 1, columns = 1] = dims;
    const turned = dims.length === 2 && /attn|mlp/.test(name);
    const data = turned ? transposed(numbers(array), columns, rows) : numbers(array);
    return { type: "float32" as const, dims, data };
  };
  return { config, weights };
}

/** The feeds that read tokens, shape (rows, new), with nothing before them. */
function feedsOf(
  { layers, heads, width }: Gpt2Config,
  tokens: ArrayLike<number>,
  rows: number,
): Record<string, ort.Tensor> {
  const [ids, count] = [Array.from(tokens, BigInt), tokens.length / rows];
  const later = Float32Array.from({ length: count ** 2 }, (_, i) => (i % count > Math.floor(i / count) ? -1e9 : 0));
  const caches = slotNames(layers).slots.map((name) => [
    name,
    new ort.Tensor("float32", new Float32Array(0), [rows, heads, 0, width / heads]),
  ]);
  return {
    input_ids: new ort.Tensor("int64", BigInt64Array.from(ids), [rows, count]),
    position_ids: new ort.Tensor(
      "int64",
      BigInt64Array.from({ length: count }, (_, i) => BigInt(i)),
      [count],
    ),
    attention_bias: new ort.Tensor("float32", later, [count, count]),
    ...Object.fromEntries(caches),
  };
}

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
};

describe.skipIf(folder === undefined)(
  `the sorting GPT-2${folder === undefined ? " (skipped: no folder ../shared/data/gpt-nano-sort)" : ""}`,
  () => {
    test("every stored value inside it is reproduced to 1e-5 by the plain evaluation", () => {
      const { config, weights } = nanoSort();
      const partials = read("gpt-nano-sort-t0-partials.json");
      const { values } = plainGpt2(
        config,
        (name) => weights(name).data,
        Array.from({ length: 3 }, (_, row) => Array.from(numbers(partials["idx"]).slice(row * 11, row * 11 + 11))),
        "lm_head.weight",
      );
      const names = Object.keys(partials).filter((name) => name !== "config" && name !== "idx");
      expect(names.length).toBeGreaterThanOrEqual(24);
      for (const name of names) {
        const stored = numbers(partials[name]);
        // scores of later tokens are −∞ where they are stored
        const found = (values.get(name) ?? []).filter((_, i) => Number.isFinite(stored[i]));
        expect(`${name} ${farthest(found, stored.filter(Number.isFinite)) <= 1e-5}`).toBe(`${name} true`);
      }
    });

    test("every value that the fused graph holds is reproduced to 1e-5", async () => {
      const { config, weights } = nanoSort();
      const partials = read("gpt-nano-sort-t0-partials.json");
      const { graph, values, states } = gpt2Trunk(config, weights, slotAttention);
      const inside: Record<string, string> = {
        x: "x",
        ln1: "h.0.ln_1",
        y: "h.0.y",
        attnResid: "h.0.attn.sum",
        ln2: "h.0.ln_2",
        gelu: "h.0.gelu",
        mlpResid: "h.0.sum",
        block0: "h.0.sum",
        block1: "h.1.sum",
        block2: "h.2.sum",
      };
      for (const name of new Set(Object.values(inside)))
        graph.output(values.get(name) ?? "", "float32", ["rows", "new", "width"]);
      graph.output(states, "float32", ["rows", "new", config.width]);
      const session = await ort.InferenceSession.create(graph.bytes());
      const results = await session.run(feedsOf(config, numbers(partials["idx"]), 3));
      const of = (name: string): Float32Array => results[name]?.data as Float32Array;
      for (const [partial, name] of Object.entries(inside)) {
        expect(`${partial} ${farthest(of(values.get(name) ?? ""), numbers(partials[partial])) <= 1e-5}`).toBe(
          `${partial} true`,
        );
      }
      expect(farthest(of("added.0.key"), numbers(partials["k"]))).toBeLessThanOrEqual(1e-5);
      expect(farthest(of("added.0.value"), numbers(partials["v"]))).toBeLessThanOrEqual(1e-5);
      expect(farthest(of(states), numbers(partials["ln_f"]))).toBeLessThanOrEqual(1e-5);

      const head = await ort.InferenceSession.create(gpt2Head(weights("lm_head.weight")).bytes());
      const { logits } = await head.run({ hidden: new ort.Tensor("float32", of(states), [33, config.width]) });
      expect(farthest(logits?.data as Float32Array, numbers(partials["lm_head"]))).toBeLessThanOrEqual(1e-5);
    });
  },
);

test.each([
  ["tanh", {}],
  ["erf", { activation_function: "gelu" }],
  ["tanh", { scale_attn_weights: false }],
  ["tanh", { scale_attn_by_inverse_layer_idx: true }],
  ["tanh", { n_inner: 24 }],
] as const)("a random GPT-2 (%s, %o) agrees with its plain evaluation to 1e-5", async (activation, more) => {
  const { json } = tinyWeights({ vocabularySize: 50, width: 24, heads: 3, layers: 3 });
  const config = gpt2Config({ ...json, ...more }, "random");
  expect(config.activation).toBe(activation);
  const { weights: made } = tinyWeights({ vocabularySize: 50, width: 24, heads: 3, layers: 3, scale: 0.3 });
  const weights = (name: string) => {
    const dims = gpt2Shapes(config).get(name) ?? [];
    const count = dims.reduce((product, size) => product * size, 1);
    return { type: "float32" as const, dims, data: (made.get(name)?.data ?? new Float32Array(0)).slice(0, count) };
  };
  const rows = [
    [3, 14, 15],
    [9, 26, 5],
  ];
  const session = await ort.InferenceSession.create(gpt2Body(config, weights).bytes());
  const { hidden } = await session.run(feedsOf(config, rows.flat(), 2));
  const plain = plainGpt2(config, (name) => weights(name).data, rows, "wte.weight").values.get("ln_f") ?? [];
  const last = rows.flatMap((_, row) => Array.from(plain.slice((row * 3 + 2) * 24, (row * 3 + 3) * 24)));
  expect(farthest(hidden?.data as Float32Array, last)).toBeLessThanOrEqual(1e-5);
});

test("a configuration that the graph cannot run is refused with the file, the field and what to do", () => {
  const { json } = tinyWeights({ vocabularySize: 5 });
  expect(() => gpt2Config({ ...json, model_type: "llama" }, "x/config.json")).toThrow(
    /^x\/config\.json, model_type: expected .* but found/,
  );
  expect(() => gpt2Config({ ...json, activation_function: "relu" }, "c")).toThrow('but found "relu". Export the model');
  expect(() => gpt2Config({ ...json, n_head: 5 }, "c")).toThrow(
    "n_embd: expected a multiple of n_head (5) but found 16",
  );
  expect(() => gpt2Config({ ...json, add_cross_attention: true }, "c")).toThrow("add_cross_attention");
  expect(() => gpt2Config([], "c")).toThrow("c: expected a GPT-2 configuration");
});
