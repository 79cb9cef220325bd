import type { CachePool } from "./cache-pool.ts";
import type { Network, Step } from "./network.ts";
import { isWhole, type RowBlock, type RowPlace } from "./row-block.ts";

/** Caches that a pass may read and then write. */
export interface RowCaches {
  /** Each of shape (rows, heads, slots, headWidth) at the start of its array. */
  readonly caches: readonly Float32Array[];
  readonly slots: number;
  /** The block they belong to until the pass is done; undefined where they are new. */
  readonly owner: RowBlock | undefined;
}

/** Slots are made by so many, so that a cache that grows is copied seldom. */
const slotsAtOnce = 32;

/** Caches for rows that hold nothing yet. They have no slots to spare, for many rows that are opened never read on; those that do are gathered. */
export function newCaches(rows: number, count: number, network: Network, pool: CachePool): RowCaches {
  const size = rows * network.heads * count * network.headWidth;
  return { caches: Array.from({ length: network.caches }, () => pool.take(size)), slots: count, owner: undefined };
}

/**
 * The caches of places of equal length, with slots for `count` tokens more: those of their block where no other row lies in it and they
 * have the room, else copies. The number of slots follows from the lengths alone, because a row's numbers may depend on it.
 */
export function gather(places: readonly RowPlace[], count: number, network: Network, pool: CachePool): RowCaches {
  const slots = Math.ceil(((places[0]?.length ?? 0) + count) / slotsAtOnce) * slotsAtOnce;
  const owner = places[0]?.block;
  if (owner !== undefined && isWhole(places) && owner.users === places.length && owner.slots === slots)
    return { caches: owner.caches, slots, owner };
  const perRow = network.heads * slots * network.headWidth;
  const caches = Array.from({ length: network.caches }, (_, c) => {
    const copy = pool.take(places.length * perRow);
    places.forEach((place, row) => copyRow(place, c, network, copy.subarray(row * perRow, (row + 1) * perRow)));
    return copy;
  });
  return { caches, slots, owner: undefined };
}

/** Copies a row's part of a cache and clears the slots behind it: numbers left there that are none would spoil what hides them. */
function copyRow({ block, index, length }: RowPlace, c: number, { heads, headWidth }: Network, to: Float32Array): void {
  const from = block.caches[c];
  if (from === undefined) throw new RangeError("Expected a block with caches but found one whose caches were taken.");
  const perHead = to.length / heads;
  for (let h = 0; h < heads; h += 1) {
    const start = (index * heads + h) * block.slots * headWidth;
    to.set(from.subarray(start, start + length * headWidth), h * perHead);
    to.fill(0, h * perHead + length * headWidth, (h + 1) * perHead);
  }
}

/** Writes what a pass added to a cache, shape (rows, heads, count, headWidth), into its slots. */
export function writeAdded(
  added: Float32Array | undefined,
  cache: Float32Array,
  { count, past, slots }: Pick<Step, "count" | "past" | "slots">,
  { headWidth }: Network,
): void {
  if (added === undefined) throw new RangeError("Expected an addition for every cache but found none.");
  const part = count * headWidth;
  for (let from = 0, to = past * headWidth; from < added.length; from += part, to += slots * headWidth) {
    for (let i = 0; i < part; i += 1) cache[to + i] = added[from + i] ?? 0; // a loop: parts are too short for a call each
  }
}
