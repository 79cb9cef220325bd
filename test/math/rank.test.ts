import fc from "fast-check";
import { expect, it } from "vitest";
import { firstLargest, rankOf } from "../../src/math/rank.ts";

const scores = fc.array(fc.constantFrom(-Infinity, -1, 0, 0.5, Infinity), { minLength: 1, maxLength: 9 });

it("the first of the largest entries is the one of rank 0", () => {
  fc.assert(
    fc.property(scores, (values) => {
      const row = Float32Array.from(values);
      expect(firstLargest(row)).toBe(values.indexOf(Math.max(...values)));
      expect(rankOf(row, firstLargest(row))).toBe(0);
    }),
  );
});
