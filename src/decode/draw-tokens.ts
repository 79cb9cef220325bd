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

const widening = 16;

/** How `sampling` draws from a vocabulary of this size. Reads the likeliest tokens, and more of them for the rows that turn out to need more. */
export function tokenDrawer(sampling: Sampling, vocabularySize: number): DrawTokens {
  const { sampler, temperature } = sampling;
  const first = sampler.readsProbabilities && temperature !== 1 ? Infinity : sampler.firstRead;
  return async (decoding, rows, fold) => {
    const drawn: (DrawnToken | undefined)[] = rows.map(() => undefined);
    let waiting = rows.flatMap((row, r) => (row === undefined ? [] : [r]));
    const start = rows.some((row) => row?.only !== undefined) ? Infinity : first;
    for (let width = start; waiting.length > 0; width *= widening) {
      const top = width * 4 < vocabularySize ? width : undefined;
      const next = await decoding.read({
        ...(top === undefined ? {} : { top }),
        ...(fold === undefined ? {} : { fold }),
      });
      waiting = waiting.filter((r) => {
        const row = rows[r];
        if (row?.only !== undefined)
          drawn[r] = drawFrom(conditioned(next, r, row.only), 0, row, sampling, vocabularySize);
        else if (row !== undefined) drawn[r] = drawFrom(next, r, row, sampling, vocabularySize);
        return drawn[r] === undefined;
      });
    }
    return drawn;
  };
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
  const row = rankedRow(next, r, temperature, vocabularySize);
  const kept = keptEntries(row, sampler, state);
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
