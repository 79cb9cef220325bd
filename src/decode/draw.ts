import type { TokenId } from "../text/token.ts";
import { gumbel, tokenNoise } from "../math/random.ts";
import type { RowChance } from "./chance.ts";
import type { Sampling } from "./decode-plan.ts";
import type { RankedRow } from "./sampler.ts";

/** A drawn token and its place among the likeliest entries of its row. */
interface Draw {
  readonly token: TokenId;
  readonly entry: number;
}

/** Draws one of the first `kept` entries of a row. Ties go by canonical names, so the draw commutes with renaming tokens. */
export function drawEntry(row: RankedRow, kept: number, chance: RowChance, { sampler, coupling }: Sampling): Draw {
  const entry =
    sampler.draws === "likeliest"
      ? nthByName(row, 0, kept, 0, chance)
      : coupling === "rank"
        ? rankedEntry(row, kept, chance)
        : noisiestEntry(row, kept, chance);
  return { token: (row.ids[entry] ?? NaN) as TokenId, entry };
}

/** Gumbel-max: the entry with the greatest sum of logit and noise is one drawn in proportion to its probability. */
function noisiestEntry(row: RankedRow, kept: number, chance: RowChance): number {
  let best = 0;
  let bestScore = -Infinity;
  let bestName = Infinity;
  for (let i = 0; i < kept; i++) {
    const name = nameOf(row, i, chance);
    const score = (row.logits[i] ?? NaN) + gumbel(tokenNoise(chance.key, name));
    if (score > bestScore || (score === bestScore && name < bestName)) [best, bestScore, bestName] = [i, score, name];
  }
  return best;
}

/** The entry at a rank drawn by the row's coin, by falling logit, ties by rising name. */
function rankedEntry(row: RankedRow, kept: number, chance: RowChance): number {
  const rank = drawnRank(row, kept, chance.coin);
  const ties = (i: number) => i >= 0 && i < kept && row.logits[i] === row.logits[rank];
  let [from, to] = [rank, rank + 1];
  while (ties(from - 1)) from -= 1;
  while (ties(to)) to += 1;
  return nthByName(row, from, to, rank - from, chance);
}

/** A rank below `kept`, in proportion to probability. */
function drawnRank({ logits }: RankedRow, kept: number, coin: number): number {
  const [top = NaN] = logits;
  const weight = (i: number) => Math.exp((logits[i] ?? NaN) - top);
  let total = 0;
  for (let i = 0; i < kept; i++) total += weight(i);
  let below = 0;
  for (let rank = 0; rank < kept - 1; rank++) {
    below += weight(rank);
    if (coin * total < below) return rank;
  }
  return kept - 1;
}

/** Of the entries in [from, to), the one with the n-th lowest name. */
function nthByName(row: RankedRow, from: number, to: number, n: number, chance: RowChance): number {
  if (to - from === 1) return from;
  const entries = Array.from({ length: to - from }, (_, i) => from + i);
  entries.sort((a, b) => nameOf(row, a, chance) - nameOf(row, b, chance));
  return entries[n] ?? from;
}

function nameOf(row: RankedRow, entry: number, { names }: RowChance): number {
  const id = row.ids[entry] ?? NaN;
  return names === undefined ? id : (names[id] ?? NaN);
}
