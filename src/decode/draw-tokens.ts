import type { TokenId } from "../text/token.ts";
import type { Decoding, NextTokens, ViewFold } from "./causal-lm.ts";
import type { RowChance } from "./chance.ts";
import type { Sampling } from "./decode-plan.ts";
import { drawEntry } from "./draw.ts";
import { drawWhole } from "./draw-whole.ts";
import { keptEntries, logSumExpOf, rankedRow } from "./ranked-row.ts";

/** A row to draw for: what its sampler remembers and its chance. */
export interface RowToDraw {
  readonly state: number;
  readonly chance: RowChance;
  /** 1 for the tokens it is conditioned on, shape (V); absent: any. Where none of them is possible any token may be drawn. */
  readonly only?: Uint8Array;
}

export interface DrawnToken {
  readonly token: TokenId;
  /** What the row's sampler remembers now. */
  readonly state: number;
  /** Natural log-probability under the untruncated distribution at temperature 1, given what the row was conditioned on. */
  readonly logProb: number;
}

/** Draws one token for every row of a reading that wants one. Which entries are read first is a matter of speed alone. */
export type DrawTokens = (
  decoding: Decoding,
  rows: readonly (RowToDraw | undefined)[],
  fold?: ViewFold,
) => Promise<(DrawnToken | undefined)[]>;

/** Nats below the likeliest token, past which few samplers keep any. */
const nearReach = 10;

/** How `sampling` draws from a vocabulary of this size. Reads the likeliest tokens, and more of them for the rows that turn out to need more. */
export function tokenDrawer(sampling: Sampling, vocabularySize: number): DrawTokens {
  const { sampler, temperature } = sampling;
  let isWholeUsual = sampler.readsProbabilities && temperature !== 1;
  return async (decoding, rows, fold) => {
    const drawn: (DrawnToken | undefined)[] = rows.map(() => undefined);
    const wanted = rows.flatMap((row, r) => (row === undefined ? [] : [r]));
    const drawAll = async (waiting: readonly number[], top: number | undefined) => {
      const next = await decoding.read({
        ...(top === undefined ? {} : { top }),
        ...(fold === undefined ? {} : { fold }),
      });
      for (const r of waiting) drawn[r] = drawRow(next, r, rows[r], sampling, vocabularySize);
      return waiting.filter((r) => drawn[r] === undefined);
    };
    const isWhole =
      isWholeUsual || sampler.firstRead * 4 >= vocabularySize || rows.some((row) => row?.only !== undefined);
    const waiting = isWhole ? wanted : await drawAll(wanted, sampler.firstRead);
    // Where many rows turn out to need more, the first reading is not worth its time.
    isWholeUsual ||= !isWhole && waiting.length * 4 > wanted.length;
    if (waiting.length > 0) await drawAll(waiting, undefined);
    return drawn;
  };
}

function drawRow(
  next: NextTokens,
  r: number,
  row: RowToDraw | undefined,
  sampling: Sampling,
  vocabularySize: number,
): DrawnToken | undefined {
  if (row === undefined) return undefined;
  return row.only === undefined
    ? drawFrom(next, r, row, sampling, vocabularySize)
    : drawFrom(conditioned(next, r, row.only), 0, row, sampling, vocabularySize);
}

function drawFrom(
  next: NextTokens,
  r: number,
  { state, chance }: RowToDraw,
  sampling: Sampling,
  vocabularySize: number,
): DrawnToken | undefined {
  const { sampler, temperature } = sampling;
  const raw = next.logits.subarray(r * next.width, (r + 1) * next.width);
  const logProb = (column: number) => (raw[column] ?? NaN) - (next.logSumExp[r] ?? NaN);
  if (next.ids === undefined && isPlainNoise(sampling)) {
    const token = drawWhole(raw, temperature, chance);
    return { token: token as TokenId, state, logProb: logProb(token) };
  }
  let row = rankedRow(next, r, temperature, vocabularySize, nearReach);
  let kept = keptEntries(row, sampler, state);
  if (kept === undefined && next.ids === undefined) {
    row = rankedRow(next, r, temperature, vocabularySize);
    kept = keptEntries(row, sampler, state);
  }
  if (kept === undefined) return undefined;
  const { token, entry } = drawEntry(row, kept, chance, sampling);
  const surpriseBits = (row.logSumExp - (row.logits[entry] ?? NaN)) / Math.LN2;
  return { token, state: sampler.next(state, surpriseBits), logProb: logProb(next.ids === undefined ? token : entry) };
}

/** Row r of a reading of the whole vocabulary, given that the token is one of `only`; the row as it is where none of them is possible. */
function conditioned(next: NextTokens, r: number, only: Uint8Array): NextTokens {
  const raw = next.logits.slice(r * next.width, (r + 1) * next.width);
  const logits = raw.map((logit, v) => (only[v] === 1 ? logit : -Infinity));
  const total = logSumExpOf(logits);
  return Number.isFinite(total)
    ? { width: next.width, logits, logSumExp: Float32Array.of(total) }
    : { width: next.width, logits: raw, logSumExp: next.logSumExp.slice(r, r + 1) };
}

/** Whether the draw is Gumbel-max over all tokens, which needs no order among them. */
function isPlainNoise({ sampler, coupling }: Sampling): boolean {
  return sampler.firstRead === Infinity && !sampler.readsProbabilities && coupling !== "rank";
}
