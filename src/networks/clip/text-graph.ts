import { graph, type GraphBuilder } from "../../onnx/graph.ts";
import type { TextShape } from "./clip-shape.ts";
import { halfPrecision, type Weights } from "../stored-weights.ts";

type Constant = (name: string, dims: readonly number[]) => string;

/**
 * The text tower as an ONNX file with the input and output of the public CLIP exports: "input_ids" int64 (batch, sequence), each row ending in the
 * end-of-text token, the largest id, and padded with it; "text_embeds" (batch, features). Weights are named as in `textTower`.
 */
export function textGraph(shape: TextShape, weights: Weights): Uint8Array {
  const g = graph("clip_text");
  const store = halfPrecision(g);
  const constant: Constant = (name, dims) => store(name, dims, weights(name));
  const { width } = shape;
  g.input("input_ids", "int64", ["batch_size", "sequence_length"]);
  const length = g.node("Gather", [g.node("Shape", ["input_ids"]), g.i64([1], [])]);
  const places = g.node("Range", [g.i64([0], []), length, g.i64([1], [])]);
  const later = g.node("Less", [g.node("Unsqueeze", [places, g.i64([1])]), places]);
  const mask = g.node("Where", [later, g.f32(-1e9), g.f32(0)]);
  const words = g.node("Gather", [constant("text.tokens", [shape.vocabulary, width]), "input_ids"]);
  let x = g.node("Add", [words, g.node("Gather", [constant("text.positions", [shape.positions, width]), places])]);
  for (let layer = 0; layer < shape.layers; layer++) x = block(g, constant, shape, { x, mask, name: `text.${layer}` });
  const states = norm(g, constant, x, "text.final", width);
  // ArgMax takes the first of equal ids, which is where the text ends.
  const end = g.node("ArgMax", ["input_ids"], { axis: 1, keepdims: 1 });
  const pooled = g.node("GatherND", [states, end], { batch_dims: 1 });
  g.node("MatMul", [pooled, constant("text.projection", [width, shape.features])], {}, { output: "text_embeds" });
  g.output("text_embeds", "float32", ["batch_size", shape.features]);
  return g.bytes();
}

function block(
  g: GraphBuilder,
  constant: Constant,
  { width, heads }: TextShape,
  { x, mask, name }: { readonly x: string; readonly mask: string; readonly name: string },
): string {
  const dense = (input: string, part: string, from: number, to: number): string => {
    const product = g.node("MatMul", [input, constant(`${name}.${part}.weight`, [from, to])]);
    return g.node("Add", [product, constant(`${name}.${part}.bias`, [to])]);
  };
  const size = width / heads;
  const all = dense(norm(g, constant, x, `${name}.before-attention`, width), "attention.in", width, 3 * width);
  const parts = g.nodes("Split", [all, g.i64([width, width, width])], [g.fresh(), g.fresh(), g.fresh()] as const, {
    axis: 2,
  });
  const byHead = (part: string, perm: readonly number[]): string =>
    g.node("Transpose", [g.node("Reshape", [part, g.i64([0, 0, heads, size])])], { perm });
  const raw = g.node("MatMul", [byHead(parts[0], [0, 2, 1, 3]), byHead(parts[1], [0, 2, 3, 1])]);
  const scores = g.node("Add", [g.node("Mul", [raw, g.f32(1 / Math.sqrt(size))]), mask]);
  const mixed = g.node("MatMul", [g.node("Softmax", [scores], { axis: -1 }), byHead(parts[2], [0, 2, 1, 3])]);
  const joined = g.node("Reshape", [g.node("Transpose", [mixed], { perm: [0, 2, 1, 3] }), g.i64([0, 0, width])]);
  const sum = g.node("Add", [x, dense(joined, "attention.out", width, width)]);
  const inner = dense(norm(g, constant, sum, `${name}.before-mlp`, width), "mlp.in", width, 4 * width);
  const curved = g.node("Mul", [inner, g.node("Sigmoid", [g.node("Mul", [inner, g.f32(1.702)])])]);
  return g.node("Add", [sum, dense(curved, "mlp.out", 4 * width, width)]);
}

const norm = (g: GraphBuilder, constant: Constant, x: string, name: string, width: number): string =>
  g.node("LayerNormalization", [x, constant(`${name}.gain`, [width]), constant(`${name}.bias`, [width])], {
    axis: -1,
    epsilon: { float: 1e-5 },
  });
