import { float16Bits } from "../src/onnx/float16.ts";
import { graph, type GraphBuilder } from "../src/onnx/graph.ts";
import type { GptShape } from "./gpt-training-graph.ts";
import { outsideShare } from "./mini-evaluate.ts";
import { faceSize, innerTable, type InnerVocabulary } from "./mini-vocabulary.ts";

/** A trained tensor by name. */
export type Weights = (name: string) => Float32Array;

type Constant = (name: string, dims: readonly number[]) => string;
const fused = { domain: "com.microsoft" } as const;

/**
 * The bundled model as an ONNX file with the inputs and outputs of a Hugging Face text-generation export with past. Weights are stored in
 * half precision and computed with in single precision. A face token outside the inner vocabulary is read as the unknown token; on the way out
 * each of them has log Σ exp(inner logits) + log(outsideShare / number of them).
 */
export function miniModel(shape: GptShape, weights: Weights, vocabulary: InnerVocabulary): Uint8Array {
  const g = graph("gpt2");
  const constant: Constant = (name, dims) =>
    g.node("Cast", [g.initializer(name, "float16", dims, float16Bits(weights(name)))], { to: 1 });
  const size = shape.width / shape.heads;
  g.input("input_ids", "int64", ["batch_size", "sequence_length"]);
  g.input("attention_mask", "int64", ["batch_size", "total_sequence_length"]);
  g.input("position_ids", "int64", ["batch_size", "sequence_length"]);
  const cache = (kind: string, length: string): void => {
    for (let layer = 0; layer < shape.layers; layer++) {
      for (const part of ["key", "value"])
        g[kind === "present" ? "output" : "input"](`${kind}.${layer}.${part}`, "float32", [
          "batch_size",
          shape.heads,
          length,
          size,
        ]);
    }
  };
  cache("past_key_values", "past_sequence_length");
  const table = constant("wte.weight", [shape.vocabulary, shape.width]);
  const inner = g.initializer("inner_token", "int32", [faceSize], innerTable(vocabulary));
  const words = g.node("Gather", [table, g.node("Gather", [inner, "input_ids"])]);
  const x = g.node("Add", [
    words,
    g.node("Gather", [constant("wpe.weight", [shape.positions, shape.width]), "position_ids"]),
  ]);
  const hidden = layers(g, constant, shape, x);
  faceLogits(g, { hidden, table, inner, shape, known: vocabulary.ids.length });
  g.output("logits", "float32", ["batch_size", "sequence_length", faceSize]);
  cache("present", "total_sequence_length");
  return g.bytes();
}

function layers(g: GraphBuilder, constant: Constant, { layers, heads, width }: GptShape, embedded: string): string {
  const mask = attentionBias(g);
  const vector = (name: string, size = width): string => constant(name, [size]);
  const dense = (x: string, name: string, from: number, to: number): string =>
    g.node("MatMul", [x, constant(`${name}.weight`, [from, to])]);
  const normalized = (x: string, name: string): string =>
    g.node("LayerNormalization", [x, vector(`${name}.weight`), vector(`${name}.bias`)], {
      axis: -1,
      epsilon: { float: 1e-5 },
    });
  let sum = embedded;
  let normal = normalized(embedded, "h.0.ln_1");
  // Two additions and a norm: the runtime's fused operator for the three is slower.
  const addAndNormalize = (part: string, bias: string, next: string): void => {
    sum = g.node("Add", [g.node("Add", [part, vector(bias)]), sum]);
    normal = normalized(sum, next);
  };
  for (let layer = 0; layer < layers; layer++) {
    const at = `h.${layer}`;
    const parts = g.nodes(
      "Split",
      [dense(normal, `${at}.attn.c_attn`, width, 3 * width), g.i64([width, width, width])],
      [g.fresh("q"), g.fresh("k"), g.fresh("v")],
      { axis: -1 },
    );
    const past = ["key", "value"].map((part) => `past_key_values.${layer}.${part}`);
    const [mixed] = g.nodes(
      "MultiHeadAttention",
      [...parts, vector(`${at}.attn.c_attn.bias`, 3 * width), "", mask, ...past],
      [g.fresh("mixed"), `present.${layer}.key`, `present.${layer}.value`],
      { num_heads: heads },
      fused,
    );
    addAndNormalize(dense(mixed, `${at}.attn.c_proj`, width, width), `${at}.attn.c_proj.bias`, `${at}.ln_2`);
    const curved = g.node(
      "FastGelu",
      [dense(normal, `${at}.mlp.c_fc`, width, 4 * width), vector(`${at}.mlp.c_fc.bias`, 4 * width)],
      {},
      fused,
    );
    addAndNormalize(
      dense(curved, `${at}.mlp.c_proj`, 4 * width, width),
      `${at}.mlp.c_proj.bias`,
      layer + 1 < layers ? `h.${layer + 1}.ln_1` : "ln_f",
    );
  }
  return normal;
}

/** What is added to attention scores, shape (batch, 1, new, total): 0 for a real token at or before the row's own place, else −10⁹. */
function attentionBias(g: GraphBuilder): string {
  const length = (value: string): string => g.node("Gather", [g.node("Shape", [value]), g.i64([1], [])]);
  const [total, recent] = [length("attention_mask"), length("input_ids")];
  const one = g.i64([1], []);
  const places = g.node("Unsqueeze", [g.node("Range", [g.node("Sub", [total, recent]), total, one]), g.i64([1])]);
  const causal = g.node("LessOrEqual", [g.node("Range", [g.i64([0], []), total, one]), places]);
  const real = g.node("Unsqueeze", [g.node("Cast", ["attention_mask"], { to: 9 }), g.i64([1, 2])]);
  return g.node("Where", [g.node("And", [causal, real]), g.f32(0), g.f32(-1e9)]);
}

interface Head {
  readonly hidden: string;
  readonly table: string;
  readonly inner: string;
  readonly shape: GptShape;
  readonly known: number;
}

/** Inner logits with the unknown token's replaced by what an outside token gets, then spread over the face. */
function faceLogits(g: GraphBuilder, { hidden, table, inner, shape, known }: Head): void {
  const rows = g.node("Reshape", [hidden, g.i64([-1, shape.width])]);
  const all = g.node("Gemm", [rows, table], { transB: 1 });
  const logits = g.node("Slice", [all, g.i64([0]), g.i64([known]), g.i64([1])]);
  // log Σ exp as the largest logit less its own log-probability: ReduceLogSumExp is slower and less exact.
  const largest = (x: string): string => g.node("ReduceMax", [x], { axes: [1], keepdims: 1 });
  const total = g.node("Sub", [largest(logits), largest(g.node("LogSoftmax", [logits], { axis: -1 }))]);
  const outside = g.node("Add", [total, g.f32(Math.log(outsideShare / (faceSize - known)))]);
  // Spread along the first axis, where a token's logits of all rows lie together: Gather along the last one copies number by number.
  const inward = g.node("Concat", [logits, outside], { axis: 1 });
  const sizes = g.node("Concat", [g.node("Shape", ["input_ids"]), g.i64([known + 1])], { axis: 0 });
  const byToken = g.node("Transpose", [g.node("Reshape", [inward, sizes])], { perm: [2, 0, 1] });
  const face = g.node("Gather", [byToken, inner], { axis: 0 });
  g.node("Transpose", [face], { perm: [1, 2, 0] }, { output: "logits" });
}
