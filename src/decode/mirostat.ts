import type { RankedRow, Sampler } from "./sampler.ts";

/** `target`: bits a token, > 0. `rate`: how much of each error the ceiling takes up, > 0. */
export interface MirostatOptions {
  readonly target: number;
  readonly rate: number;
}

const zipfTerms = 100;

/**
 * Mirostat 1: holds the surprise of a text near `target` bits a token by fitting Zipf's exponent and cutting at the estimated rank.
 * Remembers the ceiling, bits. Source: Basu et al. 2021, arXiv:2007.14966. Throws RangeError on a target or rate that is not > 0.
 */
export function mirostat1(options: MirostatOptions): Sampler {
  return {
    ...shared(options),
    name: `mirostat 1, ${options.target} bits`,
    cut(row, ceiling) {
      // How much of the row was read follows its company in the batch: the fit must not.
      if (row.ids.length < Math.min(zipfTerms + 1, row.vocabularySize)) return undefined;
      const rank = zipfRank(zipfExponent(row), ceiling, row.vocabularySize);
      const kept = Math.min(Math.max(Math.round(rank) + 1, 1), row.vocabularySize);
      return kept <= row.ids.length ? kept : undefined;
    },
  };
}

/** Mirostat 2: as `mirostat1`, but drops the tokens more surprising than the ceiling, with no fit; keeps the likeliest always. */
export function mirostat2(options: MirostatOptions): Sampler {
  return {
    ...shared(options),
    name: `mirostat 2, ${options.target} bits`,
    cut(row, ceiling) {
      const least = row.logSumExp - ceiling * Math.LN2;
      const dropped = row.logits.findIndex((logit) => logit < least);
      if (dropped >= 0) return Math.max(dropped, 1);
      return row.ids.length === row.vocabularySize ? row.vocabularySize : undefined;
    },
  };
}

/**
 * Least-squares Zipf exponent ŝ of the 100 steps between the 101 likeliest tokens (fewer in a smaller vocabulary): Σ tᵢbᵢ / Σ tᵢ² with
 * tᵢ = ln((i+1)/i) and bᵢ = ln(pᵢ/pᵢ₊₁). Entries of probability 0 end the fit.
 */
export function zipfExponent(row: Pick<RankedRow, "logits">): number {
  let product = 0;
  let square = 0;
  for (let i = 1; i <= zipfTerms; i++) {
    const step = Math.log((i + 1) / i);
    const fall = (row.logits[i - 1] ?? -Infinity) - (row.logits[i] ?? -Infinity);
    if (!Number.isFinite(fall)) break;
    product += step * fall;
    square += step * step;
  }
  return square > 0 ? product / square : 0;
}

/** The rank at which a Zipf law with this exponent passes the ceiling, before rounding: ((ŝ−1)·2^μ / (1 − N^(1−ŝ)))^(1/ŝ). At ŝ ≤ 0 all N ranks. */
export function zipfRank(exponent: number, ceilingBits: number, vocabularySize: number): number {
  if (exponent <= 0) return vocabularySize;
  const excess = exponent - 1;
  const bracket =
    Math.abs(excess) < 1e-6
      ? 2 ** ceilingBits / Math.log(vocabularySize)
      : (excess * 2 ** ceilingBits) / (1 - vocabularySize ** -excess);
  return Math.min(bracket ** (1 / exponent), vocabularySize);
}

function shared({ target, rate }: MirostatOptions) {
  if (!(target > 0))
    throw new RangeError(`Expected a number of bits > 0 for mirostat's target but received ${target}.`);
  if (!(rate > 0)) throw new RangeError(`Expected a number > 0 for mirostat's rate but received ${rate}.`);
  return {
    draws: "chance",
    firstRead: 160,
    readsProbabilities: true,
    start: 2 * target,
    next: (ceiling: number, surpriseBits: number) => ceiling - rate * (surpriseBits - target),
  } as const;
}
