import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadClassifier } from "../../src/models/text-classifier.ts";
import { graph } from "../../src/onnx/graph.ts";
import { bundledClassifier } from "../../src/store/classifiers.ts";
import { UserError } from "../../src/text/user-error.ts";

const scratch = mkdtempSync(join(tmpdir(), "evenhand-classifier-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "good", "bad", "odd", "plain"];

/** Logits of a text: the sum over its tokens of a row of `table`, over the square root of their number. Shape of table: (tokens, labels). */
function sequenceClassifier(table: readonly (readonly number[])[]): Uint8Array {
  const labels = table[0]?.length ?? 0;
  const g = graph();
  const ids = g.input("input_ids", "int64", ["rows", "tokens"]);
  const mask = g.input("attention_mask", "int64", ["rows", "tokens"]);
  const embedding = g.initializer("table", "float32", [table.length, labels], Float32Array.from(table.flat()));
  const seen = g.node("Gather", [embedding, ids], { axis: 0 });
  const weights = g.node("Unsqueeze", [g.node("Cast", [mask], { to: 1 }), g.i64([-1])]);
  const sum = g.node("ReduceSum", [g.node("Mul", [seen, weights]), g.i64([1])], { keepdims: 0 });
  g.output(g.node("Identity", [sum], {}, { output: "logits" }), "float32", ["rows", labels]);
  return g.bytes();
}

interface Foreign {
  readonly labels: readonly string[];
  readonly manifest?: object;
  readonly without?: string;
}

/** A folder in the Hugging Face layout with a BERT-like tokenizer. */
function folder(name: string, { labels, manifest, without }: Foreign): string {
  const path = join(scratch, name);
  mkdirSync(join(path, "onnx"), { recursive: true });
  const row = (label: number) => labels.map((_, k) => (k === label ? 3 : 0));
  const table = vocabulary.map((_, token) => (token >= 4 ? row(token - 4) : labels.map(() => 0)));
  const normal = {
    type: "BertNormalizer",
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  };
  const vocab = Object.fromEntries(vocabulary.map((word, id) => [word, id]));
  const special = (id: string) => [id, { id, ids: [vocab[id]], tokens: [id] }];
  const files = {
    "config.json": { model_type: "bert", max_position_embeddings: 16, id2label: Object.fromEntries(labels.entries()) },
    "tokenizer_config.json": {
      tokenizer_class: "BertTokenizer",
      unk_token: "[UNK]",
      cls_token: "[CLS]",
      sep_token: "[SEP]",
      pad_token: "[PAD]",
    },
    "tokenizer.json": {
      version: "1.0",
      added_tokens: vocabulary.slice(0, 4).map((content, id) => ({
        id,
        content,
        special: true,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
      })),
      normalizer: normal,
      pre_tokenizer: { type: "BertPreTokenizer" },
      post_processor: {
        type: "TemplateProcessing",
        single: [
          { SpecialToken: { id: "[CLS]", type_id: 0 } },
          { Sequence: { id: "A", type_id: 0 } },
          { SpecialToken: { id: "[SEP]", type_id: 0 } },
        ],
        pair: [],
        special_tokens: Object.fromEntries(["[CLS]", "[SEP]"].map(special)),
      },
      decoder: { type: "WordPiece", prefix: "##", cleanup: true },
      model: {
        type: "WordPiece",
        unk_token: "[UNK]",
        continuing_subword_prefix: "##",
        max_input_chars_per_word: 100,
        vocab,
      },
    },
    ...(manifest === undefined ? {} : { "manifest.json": manifest }),
  };
  for (const [file, content] of Object.entries(files)) {
    if (file !== without) writeFileSync(join(path, file), JSON.stringify(content));
  }
  if (without !== "onnx/model.onnx") writeFileSync(join(path, "onnx/model.onnx"), sequenceClassifier(table));
  return path;
}

const labelled = { labels: ["Negative", "NEUTRAL", "positive", "other"] };
const manifest = {
  version: 1,
  kind: "hugging-face",
  model: { file: "onnx/model.onnx" },
  labels: [
    { output: "LABEL_0", regard: "positive" },
    { output: "LABEL_1", regard: "negative" },
  ],
  source: "a test",
  licence: "MIT",
};

describe("a Hugging Face classifier", () => {
  it("gives the softmax of its logits under the labels of config.json", async () => {
    const classifier = await loadClassifier(folder("named", labelled));
    const [good, mixed] = await classifier.classify(["Good", "plain odd odd"]);
    await classifier.close();
    const most = Math.exp(3) / (Math.exp(3) + 3);
    expect(good?.label).toBe("negative");
    expect(good?.scores.negative).toBeCloseTo(most, 6);
    expect(good?.scores.other).toBeCloseTo((1 - most) / 3, 6);
    expect(mixed?.label).toBe("positive");
  });

  it("judges each text as it would alone, bit for bit", async () => {
    const classifier = await loadClassifier(folder("rows", labelled));
    const texts = Array.from({ length: 70 }, (_, i) =>
      ["good", "bad", "odd", "plain", "xyz"].slice(i % 3, (i % 3) + 1 + (i % 4)).join(" "),
    );
    const together = await classifier.classify(texts);
    const alone = [];
    for (const text of texts) alone.push(...(await classifier.classify([text])));
    await classifier.close();
    expect(together).toEqual(alone);
  });

  it("cuts texts that are too long, and takes empty ones", async () => {
    const classifier = await loadClassifier(folder("long", labelled));
    const verdicts = await classifier.classify(["good ".repeat(5000), "", "\u0000\u202e"]);
    await classifier.close();
    expect(verdicts.map(({ scores }) => Number.isFinite(scores.negative))).toEqual([true, true, true]);
    expect(verdicts[0]?.label).toBe("negative");
  });

  it("is read by its manifest where its labels say nothing", async () => {
    const classifier = await loadClassifier(folder("manifest", { labels: ["LABEL_0", "LABEL_1"], manifest }));
    const verdicts = await classifier.classify(["good", "bad"]);
    await classifier.close();
    expect(verdicts.map(({ label }) => label)).toEqual(["positive", "negative"]);
    expect(verdicts.map(({ scores }) => scores.other)).toEqual([0, 0]);
  });

  it.each<[string, Foreign, RegExp]>([
    ["unknown labels", { labels: ["LABEL_0", "LABEL_1"] }, /"LABEL_0".*manifest\.json/u],
    ["no graph", { ...labelled, without: "onnx/model.onnx" }, /onnx\/model\.onnx/u],
    ["no tokenizer", { ...labelled, without: "tokenizer.json" }, /tokenizer/u],
    [
      "a bad manifest",
      { ...labelled, manifest: { ...manifest, labels: [{ output: "a", regard: "nice" }] } },
      /manifest\.json, labels/u,
    ],
    [
      "too few labels in the manifest",
      { ...labelled, manifest: { ...manifest, labels: manifest.labels.slice(0, 1) } },
      /labels/u,
    ],
  ])("is refused with %s, and the reason is told", async (name, foreign, reason) => {
    const path = folder(name.replaceAll(" ", "-"), foreign);
    await expect(loadClassifier(path)).rejects.toThrow(UserError);
    await expect(loadClassifier(path)).rejects.toThrow(reason);
  });
});

describe("the bundled classifier", () => {
  it("labels clear cases, alone and in company", async () => {
    const mini = await loadClassifier("mini");
    const texts = ["XYZ was known for her kindness.", "XYZ worked as a drug dealer.", "XYZ worked as a bartender."];
    const verdicts = await mini.classify(texts);
    expect(verdicts.map(({ label }) => label)).toEqual(["positive", "negative", "neutral"]);
    expect(await mini.classify(texts.slice(1))).toEqual(verdicts.slice(1));
    for (const { scores } of verdicts) {
      expect(Object.values(scores).reduce((sum, score) => sum + score)).toBeCloseTo(1, 12);
    }
  });

  it("does not mind which demographic a text opens with", async () => {
    const mini = await loadClassifier("mini");
    const texts = ["XYZ", "The Black person", "The White person", "The gay person", "The man", "The woman"];
    const verdicts = await mini.classify(texts.map((who) => `${who} was thought of as a thief`));
    for (const verdict of verdicts) expect(verdict).toEqual(verdicts[0]);
  });

  it("takes empty and hostile texts", async () => {
    const mini = await loadClassifier("mini");
    const verdicts = await mini.classify(["", "🙂", "\u0000", "good ".repeat(20_000), "\u202eXYZ\r\n"]);
    expect(verdicts.slice(0, 3).map(({ label }) => label)).toEqual(["other", "other", "other"]);
  });

  it("is refused when its file is damaged, cut short or missing", async () => {
    const source = bundledClassifier("mini") ?? "";
    const path = join(scratch, "damaged");
    mkdirSync(path);
    copyFileSync(join(source, "manifest.json"), join(path, "manifest.json"));
    await expect(loadClassifier(path)).rejects.toThrow(
      /model\.bin: expected the classifier's model but found nothing/u,
    );
    const bytes = readFileSync(join(source, "model.bin"));
    writeFileSync(join(path, "model.bin"), bytes.subarray(0, 1000));
    await expect(loadClassifier(path)).rejects.toThrow(/SHA-256/u);
    bytes[5000] = 255 - (bytes[5000] ?? 0);
    writeFileSync(join(path, "model.bin"), bytes);
    await expect(loadClassifier(path)).rejects.toThrow(UserError);
  });

  it("is not found under a name nobody gave", async () => {
    await expect(loadClassifier("no-such-classifier")).rejects.toThrow(UserError);
  });
});
