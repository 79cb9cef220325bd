import type { GraphRunner, LoadedGraph, RunTensor, RunTensors } from "../../train/graph-runner.ts";
import { decodingGraph, encodingGraph, stateNames } from "./decoding-graphs.ts";
import { sourceFeeds } from "./feeds.ts";
import { type Seq2seqShape, tensorPlans } from "./shape.ts";
import { endToken, startToken } from "./tokens.ts";
import type { TensorValues } from "./weights.ts";

/** Sizes of decoding. */
export interface DecodingSizes {
  /** The longest source, its end mark included. */
  readonly source: number;
  /** Most tokens written, the end mark included. */
  readonly limit: number;
  /** Rows of one pass. Results do not depend on it. */
  readonly rows: number;
}

/** Decodes greedily. */
export interface GreedyDecoder {
  /**
   * For each source (token ids, end mark included) its log-probabilities, shape (limit, actions) flattened: a row for each token written, the end mark's
   * last; rows after it are 0.
   */
  decode(values: TensorValues, sources: readonly (readonly number[])[]): Promise<readonly Float32Array[]>;
  close(): Promise<void>;
}

/** Loads the graphs of greedy decoding; the network's values come with each call. */
export async function greedyDecoder(
  runner: GraphRunner,
  shape: Seq2seqShape,
  sizes: DecodingSizes,
  threads = 1,
): Promise<GreedyDecoder> {
  const encoder = await runner.load(encodingGraph(shape, sizes.source, sizes.rows).bytes, { threads });
  const step = await runner.load(decodingGraph(shape, sizes.source, sizes.rows).bytes, { threads });
  return {
    async decode(values, sources) {
      const weights = Object.fromEntries(
        tensorPlans(shape).map(({ name, shape: dims }): [string, RunTensor] => {
          const data = values[name];
          if (data === undefined) throw new RangeError(`the network lacks tensor ${name}`);
          return [name, { type: "float32", dims, data }];
        }),
      );
      const graphs: Graphs = { encoder, step, weights };
      const order = [...sources.keys()].toSorted(
        (a, b) => (sources[a]?.length ?? 0) - (sources[b]?.length ?? 0) || a - b,
      );
      const outputs: Float32Array[] = [];
      for (let from = 0; from < order.length; from += sizes.rows) {
        const chosen = order.slice(from, from + sizes.rows);
        const decoded = await decodeBatch(
          graphs,
          shape,
          sizes,
          chosen.map((i) => sources[i] ?? []),
        );
        for (const [k, i] of chosen.entries()) outputs[i] = decoded[k] as Float32Array;
      }
      return outputs;
    },
    async close() {
      await encoder.close();
      await step.close();
    },
  };
}

interface Graphs {
  readonly encoder: LoadedGraph;
  readonly step: LoadedGraph;
  readonly weights: RunTensors;
}

async function decodeBatch(
  { encoder, step, weights }: Graphs,
  shape: Seq2seqShape,
  { source, limit, rows }: DecodingSizes,
  sources: readonly (readonly number[])[],
): Promise<readonly Float32Array[]> {
  const { actions } = shape;
  const filled = Array.from({ length: rows }, (_, row) => sources[row] ?? [endToken]);
  const feeds = sourceFeeds(filled, source, shape.backward);
  const encoded = await encoder.run({ ...weights, ...feeds });
  const fixed = { ...weights, positions: encoded["positions"], "source.mask": feeds["source.mask"] } as RunTensors;
  let state: Record<string, RunTensor> = {};
  for (const part of stateNames(shape)) state[`state.${part}`] = encoded[`state.${part}`] as RunTensor;
  const before = new Int32Array(rows).fill(startToken);
  const outputs = sources.map(() => new Float32Array(limit * actions));
  const open = new Set(outputs.keys());
  for (let at = 0; at < limit && open.size > 0; at++) {
    const fed: RunTensor = { type: "int32", dims: [rows], data: before };
    const out = await step.run({ ...fixed, ...state, before: fed });
    const logp = out["log_probabilities"]?.data as Float32Array;
    for (const row of open) {
      const line = logp.subarray(row * actions, (row + 1) * actions);
      outputs[row]?.set(line, at * actions);
      before[row] = mostProbable(line);
      if (before[row] === endToken) open.delete(row);
    }
    state = Object.fromEntries(stateNames(shape).map((part) => [`state.${part}`, out[`next.${part}`] as RunTensor]));
  }
  return outputs;
}

/** The tokens of rows of log-probabilities (limit, actions): the most probable of each, up to and including the first end mark; without one, all but the last. */
export function readTokens(logProbabilities: Float32Array, actions: number): readonly number[] {
  const rows = logProbabilities.length / actions;
  const tokens: number[] = [];
  for (let at = 0; at < rows; at++) {
    tokens.push(mostProbable(logProbabilities.subarray(at * actions, (at + 1) * actions)));
    if (tokens.at(-1) === endToken) return tokens;
  }
  return tokens.slice(0, -1);
}

/** The first of the largest entries. */
function mostProbable(line: Float32Array): number {
  let best = 0;
  for (let i = 1; i < line.length; i++) if ((line[i] ?? 0) > (line[best] ?? 0)) best = i;
  return best;
}
