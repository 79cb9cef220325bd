import type { TensorValue } from "../onnx/tensor.ts";
import type { Gpt2Config } from "./gpt2-config.ts";
import { slotNames } from "./gpt2-attention.ts";
import type { GraphBuilder } from "../onnx/graph.ts";
import { gpt2Body, gpt2Head, gpt2TopHead } from "./gpt2-graph.ts";
import type { Gpt2Weights } from "./gpt2-weights.ts";
import type { Network } from "./network.ts";
import { floats, integers, openSession, type Session, type Tensor } from "./session.ts";
import { topTokens } from "./top-tokens.ts";

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
  const body = await openSession(gpt2Body(config, weights).bytes(), threads, folder);
  // Each keeps a copy of the head's parameter, so they are opened when they are first needed.
  const head = whenNeeded(gpt2Head, parts, threads);
  const topHead = whenNeeded(gpt2TopHead, parts, threads);
  const some = columnHeads(parts, threads);
  return {
    vocabularySize: config.vocabularySize,
    contextLength: config.positions,
    caches: 2 * config.layers,
    heads: config.heads,
    headWidth: config.width / config.heads,
    stateWidth: config.width,
    tokensPerPass: 4096,
    step: bodyStep(body, config),
    async logits(states, rows, out) {
      await (
        await head.session()
      ).run({ hidden: floats(states, [rows, config.width]) }, { logits: floats(out, [rows, config.vocabularySize]) });
    },
    top: async (states, rows, top) =>
      topTokens(await topHead.session(), { hidden: floats(states, [rows, config.width]) }, top),
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
      await Promise.all([body.release(), head.close(), topHead.close(), some.close()]);
    },
  };
}

function bodyStep(body: Session, { layers, heads, width }: Gpt2Config): Network["step"] {
  const names = slotNames(layers);
  const fetched = ["hidden", ...names.added];
  return async ({ tokens, rows, count, past, caches, slots }) => {
    const feeds: Record<string, Tensor> = {
      input_ids: integers(tokens, [rows, count]),
      position_ids: integers(
        Int32Array.from({ length: count }, (_, i) => past + i),
        [count],
      ),
      attention_bias: floats(attentionBias(count, past, slots), [count, slots + count]),
    };
    names.slots.forEach((name, i) => {
      feeds[name] = floats(caches[i] ?? new Float32Array(0), [rows, heads, slots, width / heads]);
    });
    const results = await body.run(feeds, fetched);
    const of = (name: string): Float32Array => results[name]?.data as Float32Array;
    return { states: of("hidden"), added: names.added.map(of) };
  };
}

/** What is added to scores, shape (count, slots + count): hides the empty slots, and from a new token those after it. */
function attentionBias(count: number, past: number, slots: number): Float32Array {
  const total = slots + count;
  const bias = new Float32Array(count * total);
  for (let i = 0; i < count; i += 1) {
    bias.fill(-1e9, i * total + past, i * total + slots);
    bias.fill(-1e9, i * total + slots + i + 1, (i + 1) * total);
  }
  return bias;
}

/** A graph made of the whole head, loaded at its first use. */
function whenNeeded(
  build: (weight: TensorValue) => GraphBuilder,
  { weights, head, folder }: Gpt2Parts,
  threads: number,
): { session(): Promise<Session>; close(): Promise<void> } {
  let loading: Promise<Session> | undefined;
  return {
    session: () => (loading ??= openSession(build(weights(head)).bytes(), threads, folder)),
    close: async () => (await loading)?.release(),
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
