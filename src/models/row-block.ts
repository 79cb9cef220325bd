import type { CachePool } from "./cache-pool.ts";

/** Rows of equal length that one pass left behind, shared by all decodings whose rows lie in it. Its caches are taken over where all its rows read on alone. */
export interface RowBlock {
  readonly rows: number;
  /** Tokens in each row. */
  readonly length: number;
  /** Tokens that the caches have room for in each row. */
  readonly slots: number;
  /** The network's caches, each (rows, heads, slots, headWidth) at the start of its array; none after they are taken over. */
  caches: readonly Float32Array[];
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

/** Whether the places are all rows of one block, in order and at full length. */
export function isWhole(places: readonly RowPlace[]): boolean {
  const [first] = places;
  if (first === undefined || places.length !== first.block.rows) return false;
  return places.every(({ block, index, length }, i) => block === first.block && index === i && length === block.length);
}
