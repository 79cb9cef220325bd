import type { TensorValue } from "../onnx/tensor.ts";
import type { Gpt2Config } from "./gpt2-config.ts";
import { cacheNames, gpt2Body, gpt2Head } from "./gpt2-graph.ts";
import type { Gpt2Weights } from "./gpt2-weights.ts";
import type { Network } from "./network.ts";
import { floats, integers, openSession, type Session, type Tensor } from "./session.ts";

/** What a GPT-2 is made of: its shape, its parameters, the folder that holds those kept outside the graph, and rows of its head. */
export interface Gpt2Parts {
  readonly config: Gpt2Config;
  readonly weights: Gpt2Weights;
  /** Name of the head's parameter. */
  readonly head: string;
  readonly folder?: string;
  /** The rows of the head's parameter (V, width) for these tokens. */
  headRows(tokens: Int32Array): TensorValue;
}

const foldsKept = 8;

/** GPT-2 in the project's own graph: the body and the head are two sessions, so that only what is read is computed. */
export async function gpt2Network(parts: Gpt2Parts, threads: number): Promise<Network> {
  const { config, weights, folder } = parts;
  const { past, present } = cacheNames(config.layers);
  const body = await openSession(gpt2Body(config, weights).bytes(), threads, folder);
  const head = await openSession(gpt2Head(weights(parts.head)).bytes(), threads, folder);
  const headWidth = config.width / config.heads;
  const some = columnHeads(parts, threads);
  return {
    vocabularySize: config.vocabularySize,
    contextLength: config.positions,
    caches: past.length,
    heads: config.heads,
    headWidth,
    stateWidth: config.width,
    tokensPerPass: 4096,
    async step({ tokens, rows, count, past: before, before: pastCaches, after }) {
      const feeds: Record<string, Tensor> = { input_ids: integers(tokens, [rows, count]) };
      const hidden = new Float32Array(rows * config.width);
      const fetches: Record<string, Tensor> = { hidden: floats(hidden, [rows, config.width]) };
      pastCaches.forEach((cache, i) => {
        feeds[past[i] ?? ""] = floats(cache, [rows, config.heads, before, headWidth]);
      });
      after.forEach((cache, i) => {
        fetches[present[i] ?? ""] = floats(cache, [rows, config.heads, before + count, headWidth]);
      });
      await body.run(feeds, fetches);
      return hidden;
    },
    async logits(states, rows, out) {
      await head.run(
        { hidden: floats(states, [rows, config.width]) },
        { logits: floats(out, [rows, config.vocabularySize]) },
      );
    },
    async columns(states, rows, tokens) {
      const session = await some.session(tokens);
      const out = new Float32Array(rows * tokens.length);
      await session.run(
        { hidden: floats(states, [rows, config.width]) },
        { logits: floats(out, [rows, tokens.length]) },
      );
      return out;
    },
    async close() {
      await Promise.all([body.release(), head.release(), some.close()]);
    },
  };
}

/** Heads that give a few columns, kept while they are in use: constant weights keep their kernels independent of the batch. */
function columnHeads(parts: Gpt2Parts, threads: number) {
  const heads = new Map<string, Session>();
  return {
    async session(tokens: Int32Array): Promise<Session> {
      const key = tokens.join();
      const known = heads.get(key) ?? (await openSession(gpt2Head(parts.headRows(tokens)).bytes(), threads));
      heads.delete(key); // and put it last: the first in the map is the one used longest ago
      heads.set(key, known);
      for (const [old, session] of heads) {
        if (heads.size <= foldsKept) break;
        heads.delete(old);
        await session.release();
      }
      return known;
    },
    close: async () => void (await Promise.all([...heads.values()].map((session) => session.release()))),
  };
}
