import { gumbel, tokenNoise } from "../math/random.ts";
import type { RowChance } from "./chance.ts";

const blockLength = 64;

/** The token in the lead: its score, logit / temperature + noise, and its canonical name. */
interface Leader {
  readonly token: number;
  readonly score: number;
  readonly name: number;
}

/**
 * Gumbel-max over a whole vocabulary: the index of the greatest logits[v] / temperature + noise(name of v), shape (V); equal scores by lowest name.
 * Exact, and cheap: a token of a block can win only if its 32 random bits reach a bound made from the best score so far and the
 * block's largest logit, so nearly all tokens cost one integer comparison.
 */
export function drawWhole(logits: Float32Array, temperature: number, chance: RowChance): number {
  let leader = scored(argMax(logits), logits, temperature, chance);
  for (let from = 0; from < logits.length; from += blockLength) {
    leader = leaderAfter(leader, from, logits, temperature, chance);
  }
  return leader.token;
}

/** The leader once the block that starts at `from` was looked at. */
function leaderAfter(
  start: Leader,
  from: number,
  logits: Float32Array,
  temperature: number,
  chance: RowChance,
): Leader {
  const { key, names } = chance;
  const to = Math.min(from + blockLength, logits.length);
  let leader = start;
  const bound = leastBits(leader.score - maxOf(logits, from, to) / temperature);
  for (let v = from; v < to; v++) {
    if (tokenNoise(key, names === undefined ? v : (names[v] ?? NaN)) < bound) continue;
    const rival = scored(v, logits, temperature, chance);
    if (rival.score > leader.score || (rival.score === leader.score && rival.name < leader.name)) leader = rival;
  }
  return leader;
}

function scored(token: number, logits: Float32Array, temperature: number, { key, names }: RowChance): Leader {
  const name = names === undefined ? token : (names[token] ?? NaN);
  return { token, name, score: (logits[token] ?? NaN) / temperature + gumbel(tokenNoise(key, name)) };
}

/** A number of bits below which the Gumbel noise is surely less than `noise`; the 2 covers rounding. */
function leastBits(noise: number): number {
  return Math.floor(2 ** 32 * Math.exp(-Math.exp(-noise))) - 2;
}

function argMax(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? NaN) > (values[best] ?? NaN)) best = i;
  return best;
}

function maxOf(values: Float32Array, from: number, to: number): number {
  let max = -Infinity;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? NaN;
    if (value > max) max = value;
  }
  return max;
}
