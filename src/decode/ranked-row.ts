import type { NextTokens } from "./causal-lm.ts";
import type { RankedRow, Sampler } from "./sampler.ts";

/** Row r of a reading of the likeliest tokens, at a temperature. `logSumExp` is NaN where the reading cannot tell it. */
export function rankedRow(next: NextTokens, row: number, temperature: number, vocabularySize: number): RankedRow {
  const logits = next.logits.subarray(row * next.width, (row + 1) * next.width);
  const logSumExp = next.logSumExp[row] ?? NaN;
  if (next.ids === undefined) return rankWhole(logits, logSumExp, temperature);
  const ids = next.ids.subarray(row * next.width, (row + 1) * next.width);
  return temperature === 1
    ? { ids, logits, logSumExp, vocabularySize }
    : { ids, logits: logits.map((logit) => logit / temperature), logSumExp: NaN, vocabularySize };
}

/**
 * How many entries a sampler keeps, with all that tie with the last of them; undefined where the row is too short to tell.
 */
export function keptEntries(row: RankedRow, sampler: Sampler, state: number): number | undefined {
  let kept = sampler.cut(row, state);
  if (kept === undefined) return undefined;
  const last = row.logits[kept - 1];
  while (kept < row.logits.length && row.logits[kept] === last) kept += 1;
  return kept < row.logits.length || kept === row.vocabularySize ? kept : undefined;
}

/** Every token of a vocabulary by falling logit, ties by rising id; shape (V). */
function rankWhole(raw: Float32Array, logSumExp: number, temperature: number): RankedRow {
  const size = raw.length;
  const bits = new Int32Array(Float32Array.from(raw, (logit) => logit + 0).buffer); // + 0 makes −0 into 0
  // One double holds (falling logit, rising id): 32 bits of rank times a vocabulary below 2²¹ stays exact, and sorts natively.
  const keys = Float64Array.from(bits, (b, id) => (b < 0 ? b >>> 0 : 0x7fffffff - b) * size + id).sort();
  const ids = Int32Array.from(keys, (key) => key % size);
  const logits = Float32Array.from(ids, (id) => (raw[id] ?? NaN) / temperature);
  return { ids, logits, logSumExp: temperature === 1 ? logSumExp : logSumExpOf(logits), vocabularySize: size };
}

/** log Σ exp of all entries; −Infinity where all are. */
export function logSumExpOf(logits: Float32Array): number {
  const max = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  if (max === -Infinity) return max;
  return max + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - max), 0));
}
