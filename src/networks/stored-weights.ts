import { float16Bits } from "../onnx/float16.ts";
import type { GraphBuilder } from "../onnx/graph.ts";

/** A trained tensor by name. Throws where there is none. */
export type Weights = (name: string) => Float32Array;

/** Adds a trained tensor to a graph and returns the name of its float32 value. */
export type Store = (name: string, dims: readonly number[], values: Float32Array) => string;

/** Constants stored in half precision, at half the size, and computed with in single precision. */
export const halfPrecision =
  (g: GraphBuilder): Store =>
  (name, dims, values) =>
    g.node("Cast", [g.initializer(name, "float16", dims, float16Bits(values))], { to: 1 });

/** Constants stored as they are. */
export const singlePrecision =
  (g: GraphBuilder): Store =>
  (name, dims, values) =>
    g.initializer(name, "float32", dims, values);
