import fc from "fast-check";
import { expect, test } from "vitest";
import { cachePool } from "../../src/models/cache-pool.ts";
import { chunks, groups, passes } from "../../src/models/row-passes.ts";
import type { RowBlock } from "../../src/models/row-block.ts";

/** A pool's user: takes and gives by a list of steps, a number for a length to take and undefined to give the last one back. */
function use(steps: readonly (number | undefined)[]): { length: number; array: Float32Array; held: Float32Array[] }[] {
  const pool = cachePool();
  const held: Float32Array[] = [];
  return steps.flatMap((length) => {
    if (length === undefined) {
      const last = held.pop();
      if (last !== undefined) pool.give(last);
      return [];
    }
    const others = [...held];
    const array = pool.take(length);
    held.push(array);
    return [{ length, array, held: others }];
  });
}

test("an array is as long as asked and little longer, and never handed out twice at a time", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined })), (steps) => {
      for (const { length, array, held } of use(steps)) {
        expect(array.length).toBeGreaterThanOrEqual(length);
        expect(array.length).toBeLessThanOrEqual(Math.max(length * 1.25, length + 63));
        expect(held).not.toContain(array);
      }
    }),
  );
});

test("what was handed back is handed out again: equal rounds soon allocate nothing", () => {
  const round = [100, 1000, undefined, undefined, 64, 64, undefined, undefined];
  const arrays = use(Array.from({ length: 100 }, () => round).flat()).map(({ array }) => array);
  const early = new Set(arrays.slice(0, 8));
  expect(arrays.slice(8).every((array) => early.has(array))).toBe(true);
});

test("what is kept unused never exceeds what was in use at the busiest moment", () => {
  const growing = Array.from({ length: 400 }, (_, i) => [64 * (i + 1), undefined]).flat();
  const largest = 64 * 400;
  const last = new Set(
    use([...growing, ...growing])
      .slice(-400)
      .map(({ array }) => array),
  );
  const first = new Set(use(growing).map(({ array }) => array));
  expect(last.size).toBeLessThanOrEqual(first.size);
  expect(Math.max(...[...last].map(({ length }) => length))).toBeLessThanOrEqual(1.25 * largest);
});

const block = (rows: number, length: number): RowBlock => ({
  rows,
  length,
  slots: length,
  caches: [],
  states: new Float32Array(0),
  users: 0,
});

test("every row is in one pass; the rows of a pass have one shape, and together not more tokens than allowed", () => {
  const blocks = [block(70, 3), block(5, 3), block(5, 4)];
  const row = fc.record({
    place: fc.option(
      fc
        .tuple(fc.constantFrom(...blocks), fc.nat(4))
        .map(([lies, index]) => ({ block: lies, index, length: lies.length })),
      { nil: undefined },
    ),
    tokens: fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (rows, most) => {
      const pending = rows.map((each, i) => ({ row: i, ...each }));
      const found = passes(pending, most);
      expect(
        found
          .flat()
          .map((each) => each.row)
          .toSorted((a, b) => a - b),
      ).toEqual(pending.map((each) => each.row));
      for (const pass of found) {
        expect(new Set(pass.map(({ place, tokens }) => `${place?.length ?? 0} ${tokens.length}`)).size).toBe(1);
        expect(pass.length === 1 || pass.length * (pass[0]?.tokens.length ?? 0) <= most).toBe(true);
      }
    }),
  );
});

test("a block of 64 rows or more is read as it lies, in its own order, apart from the others", () => {
  const large = block(70, 3);
  const small = block(5, 3);
  const places = [
    ...Array.from({ length: 70 }, (_, index) => ({ block: large, index: 69 - index, length: 3 })),
    { block: small, index: 2, length: 3 },
  ];
  const found = passes(
    places.map((place, row) => ({ row, place, tokens: [1] })),
    4096,
  );
  expect(found.map((pass) => pass.length)).toEqual([70, 1]);
  expect(found[0]?.map(({ place }) => place?.index)).toEqual(Array.from({ length: 70 }, (_, index) => index));
});

test("groups keep the order of first appearance; chunks the order of the list", () => {
  expect(groups([5, 3, 15, 4, 13], (value) => value % 10)).toEqual([[5, 15], [3, 13], [4]]);
  expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
});
