import { availableParallelism } from "node:os";
import type { CausalLM, Decoding } from "../decode/causal-lm.ts";
import { type CausalLMOptions, openCausalLM } from "./causal-lm.ts";

/** At most this many copies of a model: each holds the weights. */
const mostCopies = 2;

/** Opens a model as `openCausalLM` does, in several threads that share the cores, for work that opens several decodings at once. Memory: the weights once a thread. */
export async function openCausalLMs(folder: string, options: CausalLMOptions = {}): Promise<CausalLM> {
  const threads = options.threads ?? Math.min(8, availableParallelism());
  const copies = Math.min(mostCopies, threads);
  const share = { ...options, threads: Math.floor(threads / copies) };
  const first = await openCausalLM(folder, share);
  const models = [first];
  try {
    while (models.length < copies) models.push(await openCausalLM(folder, share));
  } catch (error) {
    await Promise.all(models.map((model) => model.close()));
    throw error;
  }
  return causalLMPool(first, models);
}

/**
 * Several copies of one model as one: a decoding is opened in the copy with the fewest open ones, and stays there. A row's numbers depend on the row
 * alone, so they do not depend on the copy.
 */
export function causalLMPool(first: CausalLM, models: readonly CausalLM[]): CausalLM {
  const open = new Map(models.map((model) => [model, 0]));
  const count = (model: CausalLM, by: number) => open.set(model, (open.get(model) ?? 0) + by);
  const counted = (model: CausalLM, decoding: Decoding): Decoding => {
    count(model, 1);
    return {
      get lengths() {
        return decoding.lengths;
      },
      read: (reading) => decoding.read(reading),
      append: (tokens) => decoding.append(tokens),
      fork: async (rows) => counted(model, await decoding.fork(rows)),
      keep: (rows) => decoding.keep(rows),
      rewind: (lengths) => decoding.rewind(lengths),
      close: () => {
        count(model, -1);
        return decoding.close();
      },
    };
  };
  return {
    name: first.name,
    vocabularySize: first.vocabularySize,
    contextLength: first.contextLength,
    async calls() {
      const all = await Promise.all(models.map((model) => model.calls()));
      return all.reduce((a, b) => ({ passes: a.passes + b.passes, tokens: a.tokens + b.tokens }));
    },
    async open(prompts) {
      const [model = first] = [...open].toSorted(([, a], [, b]) => a - b).map(([one]) => one);
      count(model, 1); // while it opens
      try {
        return counted(model, await model.open(prompts));
      } finally {
        count(model, -1);
      }
    },
    close: async () => void (await Promise.all(models.map((model) => model.close()))),
  };
}
