import { mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openCausalLM, type CausalLMOptions } from "../../src/models/causal-lm.ts";
import { gpt2Exchange } from "../../src/models/gpt2-graph.ts";
import { graph, type GraphBuilder } from "../../src/onnx/graph.ts";
import type { TokenId } from "../../src/text/token.ts";
import { mixingGraph, mergedGraph, uncachedGraph } from "./odd-graphs.ts";
import { safetensors, tinyGpt2, tinyWeights, type TinyGpt2 } from "./tiny-gpt2.ts";

const shape: TinyGpt2 = { vocabularySize: 40, width: 24, heads: 3, layers: 2, positions: 32 };
const rows = [[1, 2, 3], [4, 5], [39]] as TokenId[][];

/** The logits of some rows, read at once and then after two more tokens. */
async function logitsOf(folder: string, options: CausalLMOptions = {}): Promise<number[]> {
  const model = await openCausalLM(folder, options);
  try {
    const decoding = await model.open(rows);
    const first = (await decoding.read({})).logits;
    await decoding.append(rows.map(() => [7, 8] as TokenId[]));
    return [...first, ...(await decoding.read({})).logits];
  } finally {
    await model.close();
  }
}

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "model-"));
  mkdirSync(join(folder, "onnx"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const { json, config, weights } = tinyWeights(shape);
const configText = JSON.stringify(json);
const weight = (name: string) => ({
  type: "float32" as const,
  ...(weights.get(name) ?? { dims: [], data: new Float32Array(0) }),
});
const exchange = (): GraphBuilder => gpt2Exchange(config, weight);
const farthest = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? NaN))));

/** What the model of uncachedGraph(40) says after a row. */
const tokenSums = (row: readonly number[]): number[] =>
  Array.from({ length: 40 }, (_, v) =>
    row.reduce((total, token) => total + Math.fround(Math.sin((token * 40 + v) ** 2)), 0),
  );

/** A safetensors file without data. */
const header = (text: string): Uint8Array => {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, Buffer.from(text)]);
};

describe("one GPT-2 gives the same logits however it is stored:", () => {
  const own = logitsOf(tinyGpt2(shape));
  test.each<[string, () => string, number]>([
    [
      "onnx/model.onnx with attention_mask and position_ids",
      () => folderWith({ "config.json": configText, "onnx/model.onnx": exchange().bytes() }),
      1e-5,
    ],
    ["model.onnx at the root", () => folderWith({ "config.json": configText, "model.onnx": exchange().bytes() }), 1e-5],
    [
      "decoder_model_merged.onnx with use_cache_branch",
      () => folderWith({ "config.json": configText, "onnx/decoder_model_merged.onnx": mergedGraph(config, weight) }),
      1e-5,
    ],
    ["a safetensors file of half precision", () => tinyGpt2({ ...shape, type: "F16" }), 0.02],
    ["a safetensors file of bfloat16", () => tinyGpt2({ ...shape, type: "BF16" }), 0.2],
  ])("%s", async (_, make, tolerance) => {
    expect(farthest(await logitsOf(make()), await own)).toBeLessThanOrEqual(tolerance);
  });

  test("F16 and BF16 are read exactly: rounded weights stored wide or narrow give equal logits", async () => {
    for (const type of ["F16", "BF16"] as const) {
      const narrow = tinyGpt2({ ...shape, type });
      const { toFloats, readSafetensors } = await import("../../src/models/safetensors.ts");
      const bytes = readFileSync(join(narrow, "model.safetensors"));
      const stored = readSafetensors((offset, length) => bytes.subarray(offset, offset + length), bytes.length, "x");
      const rounded = new Map(
        [...stored].map(([name, { dims, offset, length }]) => [
          name.replace("transformer.", ""),
          { dims, data: toFloats(bytes.subarray(offset, offset + length), type) },
        ]),
      );
      const wide = folderWith({ "config.json": configText, "model.safetensors": safetensors(rounded) });
      expect(await logitsOf(narrow)).toEqual(await logitsOf(wide));
    }
  });
});

test("a graph that keeps no cache reads all tokens again, and forgets those that were cut off", async () => {
  const model = await openCausalLM(folderWith({ "config.json": configText, "onnx/model.onnx": uncachedGraph(40) }));
  const decoding = await model.open(rows);
  await decoding.append([[6], [], [2, 3]] as TokenId[][]);
  await decoding.rewind([2, 2, 3]);
  await decoding.append([[9], [], []] as TokenId[][]);
  await expect(
    decoding.read({}).then(({ logits }) =>
      farthest(
        [...logits],
        [
          [1, 2, 9],
          [4, 5],
          [39, 2, 3],
        ].flatMap(tokenSums),
      ),
    ),
  ).resolves.toBeLessThanOrEqual(1e-5);
  await model.close();
});

describe("a graph that mixes the rows of a batch", () => {
  const folder = folderWith({ "config.json": configText, "onnx/model.onnx": mixingGraph(40) });
  test("is refused, with the operator, the reason and the way out", async () => {
    await expect(openCausalLM(folder)).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringMatching(
        /DynamicQuantizeMatMul, which scales every row by the largest value in the batch.*--allow-batch-dependent/,
      ),
    });
  });
  test("runs where that is allowed, and does mix them", async () => {
    const model = await openCausalLM(folder, { allowBatchDependent: true });
    const read = async (prompts: TokenId[][]): Promise<Float32Array> => {
      const decoding = await model.open(prompts);
      return (await decoding.read({})).logits.slice(0, 40);
    };
    expect(await read([[1] as TokenId[]])).not.toEqual(await read([[1] as TokenId[], [39] as TokenId[]]));
    await model.close();
  });
});

describe("a model that cannot run is refused in one sentence that says where and what to do:", () => {
  const whole = readFileSync(join(tinyGpt2(shape), "model.safetensors"));
  const nan = new Map(weights).set("ln_f.bias", { dims: [24], data: new Float32Array(24).fill(NaN) });
  const other = graph();
  other.node("Identity", [other.input("pixels", "float32", [1])], {}, { output: "y" });
  other.output("y", "float32", [1]);
  test.each<[string, () => string, RegExp]>([
    ["no folder", () => "/nowhere/at/all", /nowhere\/at\/all: expected a folder .* but found nothing/],
    ["an empty folder", () => folderWith({}), /expected a file config\.json but found none/],
    ["a config that is no JSON", () => folderWith({ "config.json": "{" }), /config\.json: expected JSON but found/],
    [
      "no weights",
      () => folderWith({ "config.json": configText }),
      /expected onnx\/model\.onnx.*but found none of them/,
    ],
    [
      "weights cut short",
      () => folderWith({ "config.json": configText, "model.safetensors": whole.subarray(0, whole.length - 9) }),
      /expected a safetensors file but found .* damaged or cut short/,
    ],
    [
      "weights of four bytes",
      () => folderWith({ "config.json": configText, "model.safetensors": whole.subarray(0, 4) }),
      /but found 4 bytes/,
    ],
    [
      "weights that are text",
      () => folderWith({ "config.json": configText, "model.safetensors": "<html>not found</html>" }),
      /but found a header of \d+ bytes/,
    ],
    [
      "a header that is no table",
      () => folderWith({ "config.json": configText, "model.safetensors": header("[1,2]") }),
      /a header that is no table of tensors/,
    ],
    [
      "a tensor missing",
      () => folderWith({ "config.json": configText, "model.safetensors": header("{}") }),
      /wte\.weight: expected 40 × 24 numbers but found no such tensor/,
    ],
    [
      "another vocabulary",
      () => folderWith({ "config.json": JSON.stringify({ ...json, vocab_size: 41 }), "model.safetensors": whole }),
      /wte\.weight: expected 41 × 24 numbers but found 40 × 24/,
    ],
    [
      "a graph over another vocabulary",
      () =>
        folderWith({
          "config.json": JSON.stringify({ ...json, vocab_size: 41 }),
          "onnx/model.onnx": exchange().bytes(),
        }),
      /expected logits over 41 tokens, as config\.json says, but found 40/,
    ],
    [
      "whole numbers for weights",
      () =>
        folderWith({
          "config.json": configText,
          "model.safetensors": header('{"wte.weight":{"dtype":"I64","shape":[40,24],"data_offsets":[0,0]}}'),
        }),
      /as F32, F16 or BF16 but found another type/,
    ],
    [
      "an ONNX file cut short",
      () => folderWith({ "config.json": configText, "onnx/model.onnx": exchange().bytes().subarray(0, 5000) }),
      /expected an ONNX model but found a file that does not load/,
    ],
    [
      "an empty ONNX file",
      () => folderWith({ "config.json": configText, "onnx/model.onnx": "" }),
      /expected an ONNX model/,
    ],
    [
      "another kind of model",
      () => folderWith({ "config.json": configText, "onnx/model.onnx": other.bytes() }),
      /expected a causal language model .* but found an input "pixels"/,
    ],
  ])("%s", async (_, make, message) => {
    const failure = await openCausalLM(make()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "UserError", message: expect.stringMatching(message) });
    expect((failure as Error).message.split("\n")).toHaveLength(1);
  });

  test("logits that are no numbers", async () => {
    const folder = folderWith({ "config.json": configText, "model.safetensors": safetensors(nan) });
    await expect(logitsOf(folder)).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringMatching(/expected logits that are numbers but those of row 0 sum to NaN/),
    });
  });

  test("a file that vanished between choosing and loading", async () => {
    const folder = tinyGpt2(shape);
    renameSync(join(folder, "model.safetensors"), join(folder, "gone"));
    await expect(openCausalLM(folder)).rejects.toThrow("but found none of them");
  });
});
