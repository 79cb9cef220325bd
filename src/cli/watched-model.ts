import type { CausalLM, Decoding } from "../decode/causal-lm.ts";

/** The same model, which tells how many readings it was asked for so far. */
export function watchedModel(model: CausalLM, onReading: (count: number) => void): CausalLM {
  let count = 0;
  const watched = (decoding: Decoding): Decoding => ({
    get lengths() {
      return decoding.lengths;
    },
    read(reading) {
      onReading(++count);
      return decoding.read(reading);
    },
    append: (tokens) => decoding.append(tokens),
    fork: async (rows) => watched(await decoding.fork(rows)),
    keep: (rows) => decoding.keep(rows),
    rewind: (lengths) => decoding.rewind(lengths),
    close: () => decoding.close(),
  });
  return {
    name: model.name,
    vocabularySize: model.vocabularySize,
    contextLength: model.contextLength,
    calls: () => model.calls(),
    open: async (prompts) => watched(await model.open(prompts)),
    close: () => model.close(),
  };
}
