import { fromCayleyTable } from "./cayley-table.ts";
import type { Group } from "./group.ts";

/** Sₙ, all ways to rearrange n things, in dictionary order: (ab)(i) = a(b(i)). Throws RangeError unless n is a whole number from 1 to 5. */
export function symmetric(degree: number): Group {
  if (!Number.isInteger(degree) || degree < 1 || degree > 5) {
    throw new RangeError(
      `Expected a whole number from 1 to 5 for the degree of a symmetric group but received ${degree}.`,
    );
  }
  const all = rearrangements(Array.from({ length: degree }, (_, i) => i));
  const numbers = new Map(all.map((rearrangement, g) => [String(rearrangement), g]));
  return fromCayleyTable(
    `S${degree}`,
    all.map((a) => all.map((b) => numbers.get(String(b.map((i) => a[i]))) as number)),
  );
}

function rearrangements(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item) =>
    rearrangements(items.filter((other) => other !== item)).map((rest) => [item].concat(rest)),
  );
}
