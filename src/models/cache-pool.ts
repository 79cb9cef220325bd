/** Arrays for caches, used again instead of allocated again: memory then depends on the batch and not on how long it runs. */
export interface CachePool {
  /** An array of at least `length` numbers, with anything in it. */
  take(length: number): Float32Array;
  /** Hands an array back. */
  give(array: Float32Array): void;
}

/** A pool that keeps at most as much unused as is in use at the busiest moment since it was last empty. */
export function cachePool(): CachePool {
  const free = new Map<number, Float32Array[]>();
  let [used, busiest, unused] = [0, 0, 0];
  const drop = (): void => {
    for (const [size, arrays] of free) {
      while (unused > busiest && arrays.pop() !== undefined) unused -= size;
      if (arrays.length === 0) free.delete(size);
    }
  };
  return {
    take(length) {
      const size = roundUp(length);
      const found = free.get(size)?.pop();
      if (found !== undefined) unused -= size;
      used += size;
      busiest = Math.max(busiest, used);
      return found ?? new Float32Array(size);
    },
    give(array) {
      const arrays = free.get(array.length) ?? [];
      free.delete(array.length); // and put it last: sizes used longest ago are dropped first
      free.set(array.length, arrays);
      arrays.push(array);
      used -= array.length;
      unused += array.length;
      if (used === 0) busiest = unused;
      drop();
    },
  };
}

/** The next of a series of sizes that grow by a quarter at most, so that a growing cache changes its size seldom. */
function roundUp(length: number): number {
  const unit = 2 ** Math.max(6, Math.floor(Math.log2(Math.max(length, 1))) - 2);
  return Math.ceil(length / unit) * unit;
}
