import { memoryless, type Sampler } from "./sampler.ts";

/** Keeps the k likeliest tokens, and all that tie with the k-th. Throws RangeError unless k is a whole number ≥ 1. */
export function topK(k: number): Sampler {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`Expected a whole number ≥ 1 for top-k but received ${k}.`);
  // A margin, so that ties with the k-th are seldom a reason to read again.
  const firstRead = k + 8;
  return {
    ...memoryless,
    name: `top-k ${k}`,
    firstRead,
    cut: (row) => (k <= row.ids.length ? k : row.ids.length === row.vocabularySize ? row.vocabularySize : undefined),
  };
}
