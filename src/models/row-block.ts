import type { CachePool } from "./cache-pool.ts";
import type { Network } from "./network.ts";

/** Rows of equal length that one pass left behind. Never changed; shared by all decodings whose rows lie in it. */
export interface RowBlock {
  readonly rows: number;
  /** Tokens in each row. */
  readonly length: number;
  /** The network's caches, each (rows, heads, length, headWidth) at the start of its array. */
  readonly caches: readonly Float32Array[];
  /** The network's states after the last token, shape (rows, stateWidth). */
  readonly states: Float32Array;
  /** How many rows of decodings lie here; at 0 the caches go back to the pool. */
  users: number;
}

/** A row of a decoding: the first `length` tokens of row `index` of a block. */
export interface RowPlace {
  readonly block: RowBlock;
  readonly index: number;
  readonly length: number;
}

/** Counts one more user of a row. */
export function hold(place: RowPlace): RowPlace {
  place.block.users += 1;
  return place;
}

/** Counts one user less; gives the block's caches back after the last. */
export function letGo(place: RowPlace, pool: CachePool): void {
  place.block.users -= 1;
  if (place.block.users === 0) for (const cache of place.block.caches) pool.give(cache);
}

/** The places as one contiguous block's worth of caches: the block's own where they are the whole of it, else copies. Equal lengths assumed. */
export function gather(
  places: readonly RowPlace[],
  network: Network,
  pool: CachePool,
): { caches: readonly Float32Array[]; copied: boolean } {
  const [first] = places;
  if (first === undefined || first.length === 0) {
    return { caches: Array.from({ length: network.caches }, () => new Float32Array(0)), copied: false };
  }
  if (isWhole(places)) return { caches: first.block.caches, copied: false };
  const perRow = network.heads * first.length * network.headWidth;
  const caches = Array.from({ length: network.caches }, (_, c) => {
    const copy = pool.take(places.length * perRow);
    places.forEach((place, row) => copyRow(place, c, network, copy, row * perRow));
    return copy;
  });
  return { caches, copied: true };
}

/** Whether the places are all rows of one block, in order and at full length. */
export function isWhole(places: readonly RowPlace[]): boolean {
  const [first] = places;
  if (first === undefined || places.length !== first.block.rows) return false;
  return places.every(({ block, index, length }, i) => block === first.block && index === i && length === block.length);
}

function copyRow(
  { block, index, length }: RowPlace,
  cache: number,
  { heads, headWidth }: Network,
  to: Float32Array,
  at: number,
): void {
  const from = block.caches[cache];
  if (from === undefined) return;
  const [whole, part] = [block.length * headWidth, length * headWidth];
  const start = index * heads * whole;
  if (whole === part) {
    to.set(from.subarray(start, start + heads * whole), at);
    return;
  }
  for (let h = 0; h < heads; h += 1) to.set(from.subarray(start + h * whole, start + h * whole + part), at + h * part);
}
