/**
 * The lengths of a permutation's cycles with how many there are of each, rising; fixed points are cycles of length 1. Its order is their least common
 * multiple. Throws RangeError where the table is no bijection. Cost: one look-up a point.
 */
export function cycleType(table: Int32Array): ReadonlyMap<number, number> {
  const seen = new Uint8Array(table.length);
  const counts = new Map<number, number>();
  for (let start = 0; start < table.length; start += 1) {
    if (seen[start] === 1) continue;
    let length = 0;
    let point = start;
    do {
      if (seen[point] !== 0)
        throw new RangeError(`Expected a bijection but ${point} is reached twice or lies outside.`);
      seen[point] = 1;
      length += 1;
      point = table[point] as number;
    } while (point !== start);
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  return new Map([...counts].toSorted(([a], [b]) => a - b));
}

/** The least k ≥ 1 with gᵏ = e, of a permutation by its cycles. */
export function orderOf(cycles: ReadonlyMap<number, number>): number {
  return [...cycles.keys()].reduce((order, length) => (order * length) / greatestCommonDivisor(order, length), 1);
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
