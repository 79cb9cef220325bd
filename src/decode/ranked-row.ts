import type { NextTokens } from "./causal-lm.ts";
import type { RankedRow, Sampler } from "./sampler.ts";

/**
 * Row r of a reading at a temperature. `logSumExp` is NaN where the reading cannot tell it. Of a reading of the whole vocabulary only
 * the tokens within `reach` nats of the likeliest are ranked, where they suffice: sorting them all costs some ms a row.
 */
export function rankedRow(
  next: NextTokens,
  row: number,
  temperature: number,
  vocabularySize: number,
  reach = Infinity,
): RankedRow {
  const logits = next.logits.subarray(row * next.width, (row + 1) * next.width);
  const logSumExp = next.logSumExp[row] ?? NaN;
  if (next.ids === undefined) return rankWhole(logits, logSumExp, temperature, reach);
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

/** The tokens of a vocabulary within reach of the likeliest, by falling logit, ties by rising id. */
function rankWhole(raw: Float32Array, logSumExp: number, temperature: number, reach: number): RankedRow {
  const size = raw.length;
  // At another temperature the sum over all tokens is made here, in sorted order, so that it does not depend on their names.
  const least = temperature === 1 ? raw.reduce((a, b) => Math.max(a, b), -Infinity) - reach : -Infinity;
  const bits = new Int32Array(Float32Array.from(raw, (logit) => logit + 0).buffer); // + 0 makes −0 into 0
  const keys = new Float64Array(size);
  let count = 0;
  for (let id = 0; id < size; id++) {
    if ((raw[id] ?? NaN) < least) continue;
    const b = bits[id] ?? NaN;
    // One double holds (falling logit, rising id): 32 bits of rank times a vocabulary below 2²¹ stays exact, and sorts natively.
    keys[count++] = (b < 0 ? b >>> 0 : 0x7fffffff - b) * size + id;
  }
  const ids = Int32Array.from(keys.subarray(0, count).sort(), (key) => key % size);
  const logits = Float32Array.from(ids, (id) => (raw[id] ?? NaN) / temperature);
  return { ids, logits, logSumExp: temperature === 1 ? logSumExp : logSumExpOf(logits), vocabularySize: size };
}

/** log Σ exp of all entries; −Infinity where all are. */
export function logSumExpOf(logits: Float32Array): number {
  const max = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  if (max === -Infinity) return max;
  return max + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - max), 0));
}
