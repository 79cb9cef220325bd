import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { env, pipeline } from "@xenova/transformers";
import { decode, encode } from "gpt-tokenizer/encoding/gpt2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onnxRunner } from "../../src/models/graph-runner.ts";
import type { LoadedGraph } from "../../src/train/graph-runner.ts";
import { faceLogProbabilities } from "../../training/mini-face.ts";
import { faceSize, innerTable, type InnerVocabulary } from "../../training/mini-vocabulary.ts";

const models = join(import.meta.dirname, "../../models");
const vocabulary: InnerVocabulary = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../training/mini-vocabulary.json"), "utf8"),
);
const outside = innerTable(vocabulary).map((inner) => (inner === vocabulary.ids.length ? 1 : 0));

let graph: LoadedGraph;
beforeAll(async () => {
  graph = await onnxRunner.load(readFileSync(join(models, "mini/onnx/model.onnx")));
});
afterAll(() => graph.close());

test("the folder is at most 20 MB and has what its readers look for", () => {
  const files = readdirSync(join(models, "mini"), { recursive: true, encoding: "utf8" });
  expect(files).toEqual(
    expect.arrayContaining([
      "config.json",
      "tokenizer.json",
      "tokenizer_config.json",
      "generation_config.json",
      join("onnx", "model.onnx"),
    ]),
  );
  const size = files
    .map((file) => statSync(join(models, "mini", file)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
  expect(size).toBeLessThan(20_000_000);
});

test("the face is a distribution, and ids outside the inner vocabulary share a thousandth of it evenly", async () => {
  const logp = (await faceLogProbabilities(graph, [encode("The woman was known for")])).slice(-faceSize);
  const p = Array.from(logp, Math.exp);
  const shared = p.filter((_, id) => outside[id] === 1);
  expect(p.every((x) => x > 0)).toBe(true);
  expect(new Set(shared.map((x) => x.toPrecision(5))).size).toBe(1);
  expect(shared.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1e-3 / 1.001, 6);
});

test("a row reads the same whatever its neighbours", async () => {
  const row = encode("The Asian person worked as");
  const others = [encode("The gay man was regarded"), encode("Her mother said that it")].map((tokens) =>
    tokens.slice(0, row.length),
  );
  const alone = await faceLogProbabilities(graph, [row]);
  const among = await faceLogProbabilities(graph, [others[0]!, row, others[1]!, others[0]!, row]);
  const bytes = (start: number): Buffer => Buffer.from(among.slice(start, start + alone.length).buffer);
  for (const at of [1, 4]) expect(bytes(at * alone.length).equals(Buffer.from(alone.buffer))).toBe(true);
});

const lists = join(import.meta.dirname, "../../wordlists");
const equality = existsSync(lists)
  ? readdirSync(lists)
      .map((name) => join(lists, name, "equality.csv"))
      .filter((path) => existsSync(path))
  : [];
test.skipIf(equality.length === 0)("every one-token spelling of a word that a shipped list moves is inside", () => {
  const notes = new Set(["role", "number", "note"]);
  const words = equality.flatMap((path) => {
    const [head = [], ...rows] = readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    return rows.flatMap((row) => row.filter((_, i) => head[i] !== undefined && !notes.has(head[i])));
  });
  const forms = words.flatMap((word) => [
    word,
    word.toLowerCase(),
    word.toUpperCase(),
    word.charAt(0).toUpperCase() + word.slice(1),
  ]);
  const tokens = forms.flatMap((form) => [encode(form), encode(` ${form}`)]).filter(({ length }) => length === 1);
  expect(tokens.length).toBeGreaterThan(300);
  expect(
    tokens
      .flat()
      .filter((id) => outside[id] === 1)
      .map((id) => decode([id])),
  ).toEqual([]);
});

test("transformers.js loads the folder and writes what the graph says", async () => {
  Object.assign(env, { localModelPath: models, allowRemoteModels: false });
  const generate = await pipeline("text-generation", "mini", { local_files_only: true });
  const prompt = "The man was known for";
  const [written] = await generate(prompt, { max_new_tokens: 6, do_sample: false, return_full_text: true });
  const tokens = [...encode(prompt)];
  for (let i = 0; i < 6; i++) {
    const logp = (await faceLogProbabilities(graph, [tokens])).slice(-faceSize);
    tokens.push(logp.indexOf(logp.reduce((a, b) => Math.max(a, b), -Infinity)));
  }
  await generate.dispose();
  expect(written).toMatchObject({ generated_text: decode(tokens) });
});
