import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { key, uniform } from "../../../src/math/random.ts";
import { graph } from "../../../src/onnx/graph.ts";

/** Side of the tiny model's images, and entries of its features. */
export const tinySide = 8;
export const tinyWidth = 6;

const pretty = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

function numbers(name: string, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => 2 * uniform(key(7, name), i) - 1);
}

/** A vision tower of one patch convolution with the outputs of the public exports. With a `bias` of NaN it gives NaN. */
export function tinyVision(bias = 0.1, output = "image_embeds"): Uint8Array {
  const g = graph("vision");
  g.input("pixel_values", "float32", ["batch_size", 3, "height", "width"]);
  const kernel = g.initializer("kernel", "float32", [5, 3, 4, 4], numbers("kernel", 240));
  const patches = g.node("Conv", ["pixel_values", kernel], { kernel_shape: [4, 4], strides: [4, 4] });
  const places = g.node("Transpose", [g.node("Reshape", [patches, g.i64([0, 5, -1])])], { perm: [0, 2, 1] });
  // Places are weighed differently, so that turning an image changes its features.
  const weigh = g.initializer("weigh", "float32", [1, 4, 1], Float32Array.of(1, 2, -1, 0.5));
  const hidden = g.node("Tanh", [g.node("Mul", [places, weigh])], {}, { output: "last_hidden_state" });
  const pooled = g.node("ReduceMean", [hidden], { axes: [1], keepdims: 0 });
  const projection = g.initializer("projection", "float32", [5, tinyWidth], numbers("vision", 5 * tinyWidth));
  const shift = g.initializer("shift", "float32", [tinyWidth], new Float32Array(tinyWidth).fill(bias));
  g.node("Add", [g.node("MatMul", [pooled, projection]), shift], {}, { output });
  g.output(output, "float32", ["batch_size", tinyWidth]);
  g.output("last_hidden_state", "float32", ["batch_size", "sequence_length", 5]);
  return g.bytes();
}

/** A text tower: the embeddings of the tokens up to the first end-of-text (the largest id), added up and projected. */
function tinyText(vocabulary: number): Uint8Array {
  const g = graph("text");
  g.input("input_ids", "int64", ["batch_size", "sequence_length"]);
  const table = g.initializer("table", "float32", [vocabulary, 5], numbers("table", 5 * vocabulary));
  const words = g.node("Gather", [table, "input_ids"], {}, { output: "last_hidden_state" });
  const end = g.node("ArgMax", ["input_ids"], { axis: 1, keepdims: 1 });
  const length = g.node("Gather", [g.node("Shape", ["input_ids"]), g.i64([1], [])]);
  const places = g.node("Range", [g.i64([0], []), length, g.i64([1], [])]);
  const read = g.node("Cast", [g.node("LessOrEqual", [places, end])], { to: 1 });
  const summed = g.node("ReduceSum", [g.node("Mul", [words, g.node("Unsqueeze", [read, g.i64([2])])]), g.i64([1])], {
    keepdims: 0,
  });
  const projection = g.initializer("projection", "float32", [5, tinyWidth], numbers("text", 5 * tinyWidth));
  g.node("MatMul", [summed, projection], {}, { output: "text_embeds" });
  g.output("text_embeds", "float32", ["batch_size", tinyWidth]);
  g.output("last_hidden_state", "float32", ["batch_size", "sequence_length", 5]);
  return g.bytes();
}

/**
 * The files of a folder with the names and the layout of Xenova/clip-vit-base-patch32: tokenizer of CLIP's kind over single letters, preprocessing, both towers at full
 * precision, and quantised variants and a joint model, which no one may read: they are rubbish.
 */
export function tinyClipFiles(): Record<string, Uint8Array | string> {
  const letters = Array.from({ length: 94 }, (_, i) => String.fromCodePoint(33 + i));
  const [start, end] = ["<|startoftext|>", "<|endoftext|>"];
  const tokens = [...letters, ...letters.map((letter) => `${letter}</w>`), "c a", "ca t</w>"].map((token) =>
    token.replace(" ", ""),
  );
  const vocab = Object.fromEntries([...tokens, start, end].map((token, id) => [token, id]));
  const special = (content: string, normalized: boolean): object => ({
    id: vocab[content],
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized,
    special: true,
  });
  const merges = ["c a", "ca t</w>"];
  const names = { bos_token: start, eos_token: end, unk_token: end, pad_token: end };
  const tokenizer = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [special(start, true), special(end, false)],
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "NFC" },
        { type: "Replace", pattern: { Regex: String.raw`\s+` }, content: " " },
        { type: "Lowercase" },
      ],
    },
    pre_tokenizer: {
      type: "Sequence",
      pretokenizers: [
        {
          type: "Split",
          pattern: { Regex: String.raw`'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+` },
          behavior: "Removed",
          invert: true,
        },
        { type: "ByteLevel", add_prefix_space: false, trim_offsets: true },
      ],
    },
    post_processor: {
      type: "RobertaProcessing",
      sep: [end, vocab[end]],
      cls: [start, vocab[start]],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true },
    model: {
      type: "BPE",
      dropout: null,
      unk_token: end,
      continuing_subword_prefix: "",
      end_of_word_suffix: "</w>",
      fuse_unk: false,
      vocab,
      merges,
    },
  };
  return {
    "config.json": pretty({
      model_type: "clip",
      architectures: ["CLIPModel"],
      projection_dim: tinyWidth,
      logit_scale_init_value: 2.6592,
    }),
    "preprocessor_config.json": pretty({
      crop_size: { height: tinySide, width: tinySide },
      do_center_crop: true,
      do_convert_rgb: true,
      do_normalize: true,
      do_rescale: true,
      do_resize: true,
      image_processor_type: "CLIPFeatureExtractor",
      image_mean: [0.48145466, 0.4578275, 0.40821073],
      image_std: [0.26862954, 0.26130258, 0.27577711],
      resample: 3,
      rescale_factor: 1 / 255,
      size: { shortest_edge: tinySide },
    }),
    "tokenizer.json": JSON.stringify(tokenizer),
    "tokenizer_config.json": pretty({
      ...names,
      model_max_length: 12,
      do_lower_case: true,
      tokenizer_class: "CLIPTokenizer",
    }),
    "special_tokens_map.json": pretty(names),
    "vocab.json": JSON.stringify(vocab),
    "merges.txt": `#version: 0.2\n${merges.join("\n")}\n`,
    "onnx/text_model.onnx": tinyText(tokens.length + 2),
    "onnx/vision_model.onnx": tinyVision(),
    "onnx/text_model_quantized.onnx": "rubbish",
    "onnx/vision_model_quantized.onnx": "rubbish",
    "onnx/model.onnx": "rubbish",
  };
}

/** Writes such a folder, with some files in place of its own; undefined leaves a file out. */
export function writeTinyClip(
  folder: string,
  changed: Readonly<Record<string, Uint8Array | string | undefined>> = {},
): string {
  for (const [name, content] of Object.entries({ ...tinyClipFiles(), ...changed })) {
    if (content === undefined) continue;
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
