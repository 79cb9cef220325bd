import fc from "fast-check";
import { expect, it } from "vitest";
import { cycleType, orderOf } from "../../src/group/cycle-type.ts";

const permutation = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc.shuffledSubarray(
      Array.from({ length: size }, (_, i) => i),
      { minLength: size },
    ),
  )
  .map((points) => Int32Array.from(points));

const compose = (after: Int32Array, before: Int32Array) => before.map((point) => after[point] ?? -1);

it("the order is the least power that is the identity, by multiplying", () => {
  fc.assert(
    fc.property(permutation, (table) => {
      let [power, k] = [table, 1];
      while (power.some((image, i) => image !== i)) [power, k] = [compose(table, power), k + 1];
      expect(orderOf(cycleType(table))).toBe(k);
    }),
  );
});

it("the cycles cover every point once", () => {
  fc.assert(
    fc.property(permutation, (table) => {
      const covered = [...cycleType(table)].reduce((sum, [length, count]) => sum + length * count, 0);
      expect(covered).toBe(table.length);
    }),
  );
});

it("refuses what is no bijection", () => {
  expect(() => cycleType(Int32Array.of(1, 1))).toThrow(RangeError);
  expect(() => cycleType(Int32Array.of(1, 7))).toThrow(RangeError);
});
