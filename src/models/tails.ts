import { graph, type GraphBuilder } from "../onnx/graph.ts";
import { floats, openSession, type Session } from "./session.ts";
import { addSums, addTop, topTokens, type TopTokens } from "./top-tokens.ts";

/** What is computed from logits after the network, in small graphs without weights. */
export interface Tails {
  readonly vocabularySize: number;
  /** The likeliest tokens of each row of logits, shape (rows, V). */
  top(logits: Float32Array, rows: number, top: number): Promise<TopTokens>;
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
    vocabularySize,
    async top(logits, rows, top) {
      return topTokens(await session("top", topGraph), { logits: floats(logits, [rows, vocabularySize]) }, top);
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

function logitsGraph(name: string, vocabularySize: number): GraphBuilder {
  const g = graph(name);
  g.input("logits", "float32", ["rows", vocabularySize]);
  return g;
}

const sumsGraph = (vocabularySize: number): GraphBuilder => addSums(logitsGraph("sums", vocabularySize));

const topGraph = (vocabularySize: number): GraphBuilder => addTop(logitsGraph("top", vocabularySize));

function meanGraph(vocabularySize: number): GraphBuilder {
  const g = graph("mean");
  g.input("logits", "float32", ["groups", "views", vocabularySize]);
  g.node("LogSoftmax", ["logits"], { axis: -1 }, { output: "logProbabilities" });
  g.node("ReduceLogSumExp", ["logProbabilities"], { axes: [1], keepdims: 0 }, { output: "mean" });
  g.output("logProbabilities", "float32", ["groups", "views", vocabularySize]);
  g.output("mean", "float32", ["groups", vocabularySize]);
  return g;
}
