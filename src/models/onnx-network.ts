import "./no-telemetry.ts";
import { dirname } from "node:path";
import { fileBytes } from "../store/model-folder.ts";
import { UserError } from "../text/user-error.ts";
import { causalGraph, type CausalGraph } from "./causal-graph.ts";
import { damagedModel, describedModel } from "./damaged-model.ts";
import type { ModelFiles } from "./model-files.ts";
import type { Network, Step } from "./network.ts";
import { floats, integers, openSession, type Session, type Tensor } from "./session.ts";
import { slottedGraph, slottedNames } from "./slotted-graph.ts";
import * as ort from "onnxruntime-node";

/** Logits that one pass may give, all tokens of all rows together: 128 MB. */
const logitsPerPass = 2 ** 25;

/** A causal model in a foreign ONNX graph. Throws UserError where the file is damaged, is no causal model, or mixes the rows of a batch. */
export async function onnxNetwork(files: Extract<ModelFiles, { kind: "onnx" }>, threads: number): Promise<Network> {
  const bytes = fileBytes(files.graph);
  const found = causalGraph(describedModel(bytes, files.graph), files);
  if (files.vocabularySize !== undefined && files.vocabularySize !== found.vocabularySize) {
    throw new UserError(
      `${files.graph}: expected logits over ${files.vocabularySize} tokens, as config.json says, but found ${found.vocabularySize}. Check that the two files belong together.`,
    );
  }
  const graph = found.past.length === 0 ? bytes : slottedGraph(bytes, found);
  const session = await openSession(graph, threads, dirname(files.graph)).catch((error: unknown) => {
    throw damagedModel(files.graph, error);
  });
  const { vocabularySize } = found;
  const readToken = found.past.length === 0 ? rereading(session, found) : reading(session, found);
  return {
    vocabularySize,
    contextLength: files.contextLength,
    caches: Math.max(1, found.past.length),
    heads: found.heads,
    headWidth: found.headWidth,
    stateWidth: vocabularySize,
    tokensPerPass: Math.max(1, Math.floor(logitsPerPass / vocabularySize)),
    step: readToken,
    async logits(states, rows, out) {
      out.set(states.subarray(0, rows * vocabularySize));
    },
    async columns(states, rows, tokens) {
      return Float32Array.from({ length: rows * tokens.length }, (_, i) => {
        const token = tokens[i % tokens.length] ?? 0;
        return states[Math.floor(i / tokens.length) * vocabularySize + token] ?? 0;
      });
    },
    close: () => session.release(),
  };
}

function feedsOf(
  graph: CausalGraph,
  tokens: Int32Array,
  rows: number,
  count: number,
  past: number,
): Record<string, Tensor> {
  const feeds: Record<string, Tensor> = { input_ids: integers(tokens, [rows, count]) };
  if (graph.inputs.has("attention_mask")) {
    feeds["attention_mask"] = integers(new Uint8Array(rows * (past + count)).fill(1), [rows, past + count]);
  }
  if (graph.inputs.has("position_ids")) {
    feeds["position_ids"] = integers(
      Int32Array.from(tokens, (_, i) => past + (i % count)),
      [rows, count],
    );
  }
  if (graph.inputs.has("use_cache_branch")) feeds["use_cache_branch"] = new ort.Tensor("bool", [past > 0], [1]);
  return feeds;
}

/** Steps of a graph with caches. */
function reading(session: Session, graph: CausalGraph): Network["step"] {
  const { heads, headWidth } = graph;
  const names = slottedNames(graph);
  const fetched = ["logits", ...names.added];
  return async ({ tokens, rows, count, past, caches, slots }: Step) => {
    const feeds = feedsOf(graph, tokens, rows, count, past);
    feeds[names.filled] = integers([past], [1]);
    names.slots.forEach((name, i) => {
      feeds[name] = floats(caches[i] ?? new Float32Array(0), [rows, heads, slots, headWidth]);
    });
    const results = await session.run(feeds, fetched);
    const of = (name: string): Float32Array => results[name]?.data as Float32Array;
    return { states: lastTokens(of("logits"), rows, graph.vocabularySize), added: names.added.map(of) };
  };
}

/** Steps of a graph without caches: all tokens are read again each time, and the one "cache" of a row holds its tokens, shape (1, tokens, 1). */
function rereading(session: Session, graph: CausalGraph): Network["step"] {
  return async ({ tokens, rows, count, past, caches, slots }: Step) => {
    const total = past + count;
    const all = new Int32Array(rows * total);
    for (let row = 0; row < rows; row += 1) {
      all.set(caches[0]?.subarray(row * slots, row * slots + past) ?? [], row * total);
      all.set(tokens.subarray(row * count, (row + 1) * count), row * total + past);
    }
    const results = await session.run(feedsOf(graph, all, rows, total, 0));
    const states = lastTokens(results["logits"]?.data as Float32Array, rows, graph.vocabularySize);
    return { states, added: [Float32Array.from(tokens)] };
  };
}

/** Of logits (rows, tokens, V), or (rows, V), those of each row's last token. */
function lastTokens(logits: Float32Array, rows: number, vocabularySize: number): Float32Array {
  const perRow = logits.length / rows;
  const last = new Float32Array(rows * vocabularySize);
  for (let row = 0; row < rows; row += 1) {
    const end = (row + 1) * perRow;
    last.set(logits.subarray(end - vocabularySize, end), row * vocabularySize);
  }
  return last;
}
