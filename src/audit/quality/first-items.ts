/** The least items of a stream, however they come: a bounded set. */
export interface FirstItems<X> {
  /** Whether an item would be kept as things stand: asked before it is made, where making it costs. */
  wants(item: X): boolean;
  add(item: X): void;
  /** In order. */
  items(): readonly X[];
}

/** Keeps the `limit` least items by a total order. Memory: twice the limit; cost: about log₂ `limit` comparisons an item that is kept. */
export function firstItems<X>(limit: number, compare: (a: X, b: X) => number): FirstItems<X> {
  let kept: X[] = [];
  let last: X | undefined;
  const cut = () => {
    kept = kept.sort(compare).slice(0, limit);
    last = kept.length === limit ? kept.at(-1) : undefined;
  };
  const wants = (item: X) => last === undefined || compare(item, last) < 0;
  return {
    wants,
    add: (item) => {
      if (!wants(item)) return;
      kept.push(item);
      if (kept.length >= 2 * limit) cut();
    },
    items: () => {
      cut();
      return kept;
    },
  };
}
