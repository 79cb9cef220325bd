import { continueGraph } from "../../onnx/continue-graph.ts";
import type { GraphBuilder } from "../../onnx/graph.ts";
import type { ImageShape } from "./clip-shape.ts";
import { halfPrecision, type Weights } from "../stored-weights.ts";

/** A convolutional network whose feature map the image tower pools. */
export interface Trunk {
  /** The network as an ONNX file. */
  readonly file: Uint8Array;
  /** The value that holds the map, shape (n, width, side, side). */
  readonly map: string;
}

/**
 * The image tower as an ONNX file with the input and output of the public CLIP exports: "pixel_values" (batch, 3, size, size) and "image_embeds" (batch, features): the
 * trunk as it is, and `attentionPool` with these weights, for any number of images.
 */
export function imageGraph({ file, map }: Trunk, shape: ImageShape, weights: Weights): Uint8Array {
  return continueGraph(file, { after: map, input: "pixel_values" }, (g) => {
    pool(g, map, shape, weights);
    g.output("image_embeds", "float32", ["batch_size", shape.features]);
  });
}

function pool(g: GraphBuilder, x: string, { width, side, heads, features }: ImageShape, weights: Weights): void {
  const store = halfPrecision(g);
  const constant = (part: string, dims: readonly number[]): string =>
    store(`image.pool.${part}`, dims, weights(`image.pool.${part}`));
  const dense = (input: string, part: string, to = width): string =>
    g.node("Add", [g.node("MatMul", [input, constant(`${part}.weight`, [width, to])]), constant(`${part}.bias`, [to])]);
  const places = g.node("Transpose", [g.node("Reshape", [x, g.i64([0, width, -1])])], { perm: [0, 2, 1] });
  const all = g.node("Concat", [g.node("ReduceMean", [places], { axes: [1], keepdims: 1 }), places], { axis: 1 });
  const placed = g.node("Add", [all, constant("positions", [1 + side * side, width])]);
  const byHead = (value: string, perm: readonly number[]): string =>
    g.node("Transpose", [g.node("Reshape", [value, g.i64([0, -1, heads, width / heads])])], { perm });
  const first = g.node("Slice", [placed, g.i64([0]), g.i64([1]), g.i64([1])]);
  const asked = g.node("Mul", [dense(first, "query"), g.f32(1 / Math.sqrt(width / heads))]);
  const raw = g.node("MatMul", [byHead(asked, [0, 2, 1, 3]), byHead(dense(placed, "key"), [0, 2, 3, 1])]);
  const seen = g.node("MatMul", [g.node("Softmax", [raw], { axis: -1 }), byHead(dense(placed, "value"), [0, 2, 1, 3])]);
  const joined = g.node("Reshape", [seen, g.i64([-1, width])]);
  g.node("Identity", [dense(joined, "out", features)], {}, { output: "image_embeds" });
}
