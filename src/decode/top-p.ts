import { memoryless, type Sampler } from "./sampler.ts";

/** Keeps the fewest likeliest tokens whose probabilities sum to p or more, and all that tie with the last. Throws RangeError unless 0 < p ≤ 1. */
export function topP(p: number): Sampler {
  if (!(p > 0 && p <= 1)) throw new RangeError(`Expected a number in (0, 1] for top-p but received ${p}.`);
  return {
    ...memoryless,
    name: `top-p ${p}`,
    firstRead: p === 1 ? Infinity : 256,
    readsProbabilities: true,
    cut(row) {
      let covered = 0;
      for (const [i, logit] of row.logits.entries()) {
        covered += Math.exp(logit - row.logSumExp);
        if (covered >= p) return i + 1;
      }
      return row.logits.length === row.vocabularySize ? row.vocabularySize : undefined;
    },
  };
}
