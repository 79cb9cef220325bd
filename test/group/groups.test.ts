import { describe, expect, it } from "vitest";
import { fromCayleyTable } from "../../src/group/cayley-table.ts";
import { cyclic } from "../../src/group/cyclic.ts";
import { dihedral } from "../../src/group/dihedral.ts";
import { generators } from "../../src/group/generators.ts";
import type { Element, Group } from "../../src/group/group.ts";
import { product } from "../../src/group/product.ts";
import { symmetric } from "../../src/group/symmetric.ts";
import { expectGroup } from "../laws.ts";
import { namedGroups } from "./examples.ts";

const quaternions = fromCayleyTable("Q8", [
  [0, 1, 2, 3, 4, 5, 6, 7], // 1, −1, i, −i, j, −j, k, −k
  [1, 0, 3, 2, 5, 4, 7, 6],
  [2, 3, 1, 0, 6, 7, 5, 4],
  [3, 2, 0, 1, 7, 6, 4, 5],
  [4, 5, 7, 6, 1, 0, 2, 3],
  [5, 4, 6, 7, 0, 1, 3, 2],
  [6, 7, 4, 5, 3, 2, 1, 0],
  [7, 6, 5, 4, 2, 3, 0, 1],
]);
const others = [cyclic(1), cyclic(7), dihedral(1), dihedral(2), dihedral(5), symmetric(1), symmetric(4), quaternions];
const nested = product(cyclic(2), product(symmetric(3), cyclic(2)));

describe("the laws of a group", () => {
  it.each([...namedGroups, ...[...others, nested].map((group) => [group.name, group] as const)])(
    "hold for %s",
    (_, group) => expectGroup(group),
  );

  const c3 = cyclic(3);
  it.each<[string, Partial<Group>]>([
    ["subtraction, which is not associative", { multiply: (a, b) => ((a - b + 3) % 3) as Element }],
    ["g for g⁻¹", { inverse: (a) => a }],
    ["a product outside the group", { multiply: (a, b) => (a + b) as Element }],
    ["elements counted from 1", { elements: [1, 2, 3] as Element[] }],
    ["an order that is not its own", { order: 4 }],
  ])("fail for %s", (_, broken) => expect(() => expectGroup({ ...c3, ...broken })).toThrow("expected"));
});

it("turns and flips a square: a flip turns a turn round", () => {
  const d4 = dihedral(4);
  const [turn, flip] = [1, 4] as Element[] as [Element, Element];
  expect(d4.name).toBe("D4");
  expect(d4.multiply(turn, flip)).toBe(5);
  expect(d4.multiply(flip, turn)).toBe(7);
});

it("composes rearrangements right to left", () => {
  // Dictionary order: 0 is 012, 1 is 021, 2 is 102, 3 is 120, 4 is 201, 5 is 210. First 021 then 102: 0→0→1, 1→2→2, 2→1→0.
  expect(symmetric(3).multiply(2 as Element, 1 as Element)).toBe(3);
});

it("counts a product in mixed radix, the last factor fastest", () => {
  const group = product(cyclic(2), cyclic(3), cyclic(4));
  expect(group.name).toBe("C2×C3×C4");
  expect(group.split(23 as Element)).toEqual([1, 2, 3]);
  expect(group.split(4 as Element)).toEqual([0, 1, 0]);
  expect(group.elements.map((g) => group.join(group.split(g)))).toEqual(group.elements);
});

it.each<[string, number, number[][]]>([
  ["C5", 1, [[1]]],
  [
    "C2×C2",
    2,
    [
      [0, 1],
      [1, 0],
    ],
  ],
])("%s needs few generators", (name, count) => {
  const group = name === "C5" ? cyclic(5) : product(cyclic(2), cyclic(2));
  expect(generators(group)).toHaveLength(count);
});

describe("fromCayleyTable names what breaks the laws", () => {
  const loop5 = [
    [0, 1, 2, 3, 4],
    [1, 0, 3, 4, 2],
    [2, 4, 0, 1, 3],
    [3, 2, 4, 0, 1],
    [4, 3, 1, 2, 0],
  ]; // a Latin square with an identity in which every element is its own inverse: no group has order 5 and that
  const leftLoop = [
    [0, 1, 2, 3, 4],
    [1, 0, 3, 4, 2],
    [2, 3, 4, 0, 1],
    [3, 4, 1, 2, 0],
    [4, 2, 0, 1, 3],
  ]; // 2·3 = 0 but 3·2 = 1
  it.each<[string, number[][], string]>([
    ["no elements", [], "the table is empty"],
    ["a short row", [[0, 1], [1]], "row 1: expected 2 products, one for each element, but found 1"],
    [
      "a product outside",
      [
        [0, 1],
        [1, 2],
      ],
      "expected 1·1 to be an element from 0 to 1 but found 2",
    ],
    [
      "a fraction",
      [
        [0, 1],
        [1, 0.5],
      ],
      "found 0.5",
    ],
    [
      "another identity",
      [
        [1, 0],
        [0, 1],
      ],
      "expected 0 to be the identity but found 0·0 = 1",
    ],
    [
      "an identity from one side only",
      [
        [0, 1],
        [0, 1],
      ],
      "found 0·1 = 1 and 1·0 = 0",
    ],
    [
      "no inverse",
      [
        [0, 1],
        [1, 1],
      ],
      "expected an inverse of 1",
    ],
    ["an inverse from one side only", leftLoop, "expected an inverse of 2"],
    ["a table that is not associative", loop5, "found (1·1)·2 = 2 and 1·(1·2) = 4"],
  ])("%s", (_, table, message) => expect(() => fromCayleyTable("T", table)).toThrow(message));
});

it.each([0, -1, 2.5, NaN])("has no group of size %s", (size) => {
  expect(() => cyclic(size)).toThrow(RangeError);
  expect(() => dihedral(size)).toThrow(RangeError);
  expect(() => symmetric(size)).toThrow(RangeError);
});

it("refuses what it cannot build", () => {
  expect(() => symmetric(6)).toThrow("from 1 to 5");
  expect(() => product()).toThrow("at least one factor");
});
