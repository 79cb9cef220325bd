import type { GraphBuilder } from "../onnx/graph.ts";
import { integers, type Session, type Tensor } from "./session.ts";

/** The likeliest tokens of each row by falling logit (ties: the lowest id first), shapes (rows, top), and log Σ exp of all its logits, shape (rows). */
export interface TopTokens {
  readonly ids: Int32Array;
  readonly logits: Float32Array;
  readonly logSumExp: Float32Array;
}

/** Adds log Σ exp of the value `logits`, shape (rows, V), to a graph, as output `sums`. */
export function addSums(g: GraphBuilder): GraphBuilder {
  // The largest logit less its own log-probability: five times as fast as ReduceLogSumExp, and more exact.
  const largest = (x: string): string => g.node("ReduceMax", [x], { axes: [-1], keepdims: 0 });
  const logProbabilities = g.node("LogSoftmax", ["logits"], { axis: -1 });
  g.node("Sub", [largest("logits"), largest(logProbabilities)], {}, { output: "sums" });
  g.output("sums", "float32", ["rows"]);
  return g;
}

/** Adds what {@link topTokens} reads from the value `logits`, shape (rows, V), to a graph. */
export function addTop(g: GraphBuilder): GraphBuilder {
  addSums(g);
  g.input("top", "int64", [1]);
  g.nodes("TopK", ["logits", "top"], ["values", "ids"], { axis: -1 });
  g.output("values", "float32", ["rows", "top"]);
  g.output("ids", "int64", ["rows", "top"]);
  return g;
}

/** Runs a graph that has {@link addTop}. */
export async function topTokens(session: Session, feeds: Record<string, Tensor>, top: number): Promise<TopTokens> {
  const { values, ids, sums } = await session.run({ ...feeds, top: integers([top], [1]) }, ["values", "ids", "sums"]);
  return {
    ids: Int32Array.from(ids?.data as BigInt64Array, Number), // TopK gives int64
    logits: values?.data as Float32Array,
    logSumExp: sums?.data as Float32Array,
  };
}
