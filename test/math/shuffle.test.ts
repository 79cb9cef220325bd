import fc from "fast-check";
import { expect, test } from "vitest";
import { key } from "../../src/math/random.ts";
import { shuffle } from "../../src/math/shuffle.ts";

const inOrder = (items: readonly number[]): readonly number[] => items.toSorted((a, b) => a - b);

test("a shuffle keeps every item, follows from its key alone, and leaves the list as it was", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), fc.nat(), (items, seed) => {
      const before = [...items];
      const shuffled = shuffle(items, key(seed));
      expect(items).toEqual(before);
      expect(inOrder(shuffled)).toEqual(inOrder(items));
      expect(shuffle(items, key(seed))).toEqual(shuffled);
    }),
  );
});

test("every order of three items comes about equally often", () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed++) {
    const order = shuffle(["a", "b", "c"], key(seed)).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150); // five standard deviations
});
