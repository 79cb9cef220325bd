import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Action, onEach, onEntries, productAction, trivialAction } from "../../src/group/action.ts";
import { cyclic } from "../../src/group/cyclic.ts";
import type { Element, Group } from "../../src/group/group.ts";
import { permutationAction } from "../../src/group/permutation-action.ts";
import { product } from "../../src/group/product.ts";
import { symmetric } from "../../src/group/symmetric.ts";
import { expectAction } from "../laws.ts";
import { exampleAction, namedGroups } from "./examples.ts";

const vectors = (length: number) =>
  fc.array(fc.float({ noNaN: true }), { minLength: length, maxLength: length }).map((list) => Float32Array.from(list));

describe.each(namedGroups)("actions of %s", (_, group) => {
  const points = exampleAction(group);
  it("on points", () => expectAction(points, fc.nat(points.size - 1)));
  it("on sequences", () => expectAction(onEach(points), fc.array(fc.nat(points.size - 1))));
  it("on vectors", () => expectAction(onEntries(points), vectors(points.size)));
  it("that move nothing", () => expectAction(trivialAction<string>(group), fc.string()));
});

/** x·g in place of g·x: an action only where the group is commutative. */
const fromTheRight = (group: Group): Action<number> => ({
  group,
  apply: (g, h) => group.multiply(h as Element, g),
});
/** (g·v)[i] = v[g·i], the published mistake: moves by the inverse. */
const fetched = (points: Action<number>): Action<Float32Array> => ({
  group: points.group,
  apply: (g, v) => v.map((_, i) => v[points.apply(g, i)] as number),
});

it("a right action passes on C3 and fails on S3", () => {
  expectAction(fromTheRight(cyclic(3)), fc.nat(2));
  expect(() => expectAction(fromTheRight(symmetric(3)), fc.nat(5))).toThrow("Property failed");
});

it("entries fetched in place of sent pass on C3 and fail on S3", () => {
  const [c3, s3] = [exampleAction(cyclic(3)), exampleAction(symmetric(3))];
  expectAction(fetched(c3), vectors(c3.size));
  expect(() => expectAction(fetched(s3), vectors(s3.size))).toThrow("Property failed");
});

it("moves the entry at i to g·i", () => {
  const turn: Action<number> = { group: cyclic(3), apply: (g, i) => (i + g) % 3 };
  expect([...onEntries(turn).apply(1 as Element, Float32Array.of(10, 20, 30))]).toEqual([30, 10, 20]);
  expect(() => onEntries(turn).apply(1 as Element, Float32Array.of(10, 20))).toThrow("1 sends 1 to 2");
});

describe("a product acts through its factors", () => {
  const group = product(cyclic(2), cyclic(3));
  const first: Action<readonly number[]> = onEach({ group: cyclic(2), apply: (g, i) => (i < 2 ? (i + g) % 2 : i) });
  const last: Action<readonly number[]> = onEach({
    group: cyclic(3),
    apply: (g, i) => (i < 2 ? i : 2 + ((i - 2 + g) % 3)),
  });

  it("as a left action", () => {
    const action = productAction(group, [first, last]);
    expectAction(action, fc.array(fc.nat(4)));
    expect(action.apply(group.join([1, 2] as Element[]), [0, 1, 2, 3, 4])).toEqual([1, 0, 4, 2, 3]);
  });

  it("refuses actions of other groups", () => {
    expect(() => productAction(group, [first])).toThrow("received actions of C2.");
    expect(() => productAction(group, [last, first])).toThrow("received actions of C3, C2.");
    expect(() => productAction(group, [first, first])).toThrow("received actions of C2, C2.");
    expect(() => productAction(group, [])).toThrow("received actions of nothing.");
  });
});

const tables = (...rows: number[][]) => rows.map((row) => Int32Array.from(row));

/** Whether it throws a RangeError; another error is passed on. */
function isRefused(build: () => unknown): boolean {
  try {
    build();
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

describe("permutationAction names what breaks the laws", () => {
  it.each<[string, Group, Int32Array[], string]>([
    [
      "a table too few",
      cyclic(3),
      tables([0, 1, 2], [1, 2, 0]),
      "C3: expected 3 tables, one for each element, but found 2",
    ],
    ["a shorter table", cyclic(2), tables([0, 1], [0]), "expected the table of 1 to move 2 points but it moves 1"],
    ["a point outside", cyclic(2), tables([0, 1], [1, 2]), "expected 1·1 to be a point below 2 but found 2"],
    ["two words to one", cyclic(2), tables([0, 1, 2], [1, 0, 0]), "sends both 1 and 2 to 0"],
    ["the first two words to one", cyclic(2), tables([0, 1, 2], [1, 1, 0]), "sends both 0 and 1 to 1"],
    ["a moving identity", cyclic(2), tables([1, 0], [0, 1]), "the identity to fix every point but it sends 0 to 1"],
    [
      "a cycle of another length",
      cyclic(2),
      tables([0, 1, 2], [1, 2, 0]),
      "the point 0 goes to 0 by 0 and to 2 in two steps",
    ],
    ["g for g⁻¹ in one table", cyclic(3), tables([0, 1, 2], [1, 2, 0], [1, 2, 0]), "expected (1·1)·i = 1·(1·i)"],
  ])("%s", (_, group, images, message) => expect(() => permutationAction(group, images)).toThrow(message));

  it("a point it does not know", () => {
    expect(() => exampleAction(cyclic(2)).apply(1 as Element, 99)).toThrow("received 1 and 99");
  });

  it.each(namedGroups)("finds any two points swapped in any table of %s", (_, group) => {
    const { images, size } = exampleAction(group);
    const swap = fc
      .record({ g: fc.nat(group.order - 1), i: fc.nat(size - 1), j: fc.nat(size - 1) })
      .filter(({ i, j }) => i !== j);
    fc.assert(
      fc.property(swap, ({ g, i, j }) => {
        const broken = images.map((table) => table.slice());
        const table = broken[g] as Int32Array;
        [table[i], table[j]] = [table[j] as number, table[i] as number];
        // Swapping may give another action, as with the two fixed points of C2; the law itself decides.
        const isLawful = group.elements.every((a) =>
          group.elements.every((b) =>
            broken[group.multiply(a, b)]?.every((image, p) => image === broken[a]?.[broken[b]?.[p] as number]),
          ),
        );
        expect(isRefused(() => permutationAction(group, broken))).toBe(!isLawful);
      }),
    );
  });
});
