import { graph, type GraphBuilder } from "../onnx/graph.ts";
import { floats, integers, openSession, type Session } from "./session.ts";

/** What is computed from logits after the network, in small graphs without weights. */
export interface Tails {
  /** The likeliest tokens of each row by falling logit (ties: the lowest id first), shapes (rows, top), and log Σ exp, shape (rows). */
  top(
    logits: Float32Array,
    rows: number,
    top: number,
  ): Promise<{ ids: Int32Array; logits: Float32Array; logSumExp: Float32Array }>;
  /** log Σ exp of each row, shape (rows, V) to (rows). */
  logSumExp(logits: Float32Array, rows: number): Promise<Float32Array>;
  /** Log-probabilities in place, shape (groups · views, V), and the logs of their means over the views, to the start of `mean`, shape (groups, V). */
  meanProbability(logits: Float32Array, groups: number, views: number, mean: Float32Array): Promise<void>;
  close(): Promise<void>;
}

/** Tails for a vocabulary of this size. Their graphs are loaded when they are first needed. */
export function tails(vocabularySize: number, threads: number): Tails {
  const open = new Map<string, Promise<Session>>();
  const session = (name: string, build: (vocabularySize: number) => GraphBuilder): Promise<Session> => {
    const loading = open.get(name) ?? openSession(build(vocabularySize).bytes(), threads);
    open.set(name, loading);
    return loading;
  };
  return {
    async top(logits, rows, top) {
      const feeds = { logits: floats(logits, [rows, vocabularySize]), top: integers([top], [1]) };
      const values = new Float32Array(rows * top);
      const sums = new Float32Array(rows);
      const { ids } = await (
        await session("top", topGraph)
      ).run(feeds, {
        values: floats(values, [rows, top]),
        sums: floats(sums, [rows]),
        ids: null,
      });
      const tokens = new Int32Array(rows * top);
      const found = ids?.data as BigInt64Array; // TopK gives int64
      for (let i = 0; i < tokens.length; i += 1) tokens[i] = Number(found[i]);
      return { ids: tokens, logits: values, logSumExp: sums };
    },
    async logSumExp(logits, rows) {
      const sums = new Float32Array(rows);
      const feeds = { logits: floats(logits, [rows, vocabularySize]) };
      await (await session("sums", sumsGraph)).run(feeds, { sums: floats(sums, [rows]) });
      return sums;
    },
    async meanProbability(logits, groups, views, mean) {
      const all = floats(logits, [groups, views, vocabularySize]);
      const fetches = { logProbabilities: all, mean: floats(mean, [groups, vocabularySize]) };
      await (await session("mean", meanGraph)).run({ logits: all }, fetches);
      const shift = Math.log(views);
      for (let i = 0; i < groups * vocabularySize; i += 1) mean[i] = (mean[i] ?? 0) - shift;
    },
    async close() {
      await Promise.all([...open.values()].map(async (loading) => (await loading).release()));
    },
  };
}

function sumsGraph(vocabularySize: number): GraphBuilder {
  const g = graph("sums");
  g.input("logits", "float32", ["rows", vocabularySize]);
  // The largest logit less its own log-probability: five times as fast as ReduceLogSumExp, and more exact.
  const largest = (x: string): string => g.node("ReduceMax", [x], { axes: [-1], keepdims: 0 });
  const logProbabilities = g.node("LogSoftmax", ["logits"], { axis: -1 });
  g.node("Sub", [largest("logits"), largest(logProbabilities)], {}, { output: "sums" });
  g.output("sums", "float32", ["rows"]);
  return g;
}

function topGraph(vocabularySize: number): GraphBuilder {
  const g = sumsGraph(vocabularySize);
  g.input("top", "int64", [1]);
  g.nodes("TopK", ["logits", "top"], ["values", "ids"], { axis: -1 });
  g.output("values", "float32", ["rows", "top"]);
  g.output("ids", "int64", ["rows", "top"]);
  return g;
}

function meanGraph(vocabularySize: number): GraphBuilder {
  const g = graph("mean");
  g.input("logits", "float32", ["groups", "views", vocabularySize]);
  g.node("LogSoftmax", ["logits"], { axis: -1 }, { output: "logProbabilities" });
  g.node("ReduceLogSumExp", ["logProbabilities"], { axes: [1], keepdims: 0 }, { output: "mean" });
  g.output("logProbabilities", "float32", ["groups", "views", vocabularySize]);
  g.output("mean", "float32", ["groups", vocabularySize]);
  return g;
}
