import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Action } from "../../src/group/action.ts";
import type { Element } from "../../src/group/group.ts";
import type { Image } from "../../src/images/image.ts";
import { halfTurns, imageProduct, mirroring, quarterTurns, squareSymmetries } from "../../src/images/image-action.ts";
import { imageFrame } from "../../src/images/image-frame.ts";
import { namedImageAction } from "../../src/images/named-action.ts";
import { expectAction, expectFrame, expectGroup } from "../laws.ts";
import { images, namedActions, rows, symmetries, turns } from "./examples.ts";

describe.each(namedActions)("%s", (_, action) => {
  it("has a group", () => expectGroup(action.group));
  it("acts", () => expectAction(action, images()));
  it("has a frame of content", () => expectFrame(action, imageFrame(action), images()));
});

const one = 1 as Element;

it("rot90 turns counter-clockwise, as numpy's rot90", () => {
  const wide = rows([1, 2, 3], [4, 5, 6]);
  expect(quarterTurns.apply(one, wide)).toEqual(rows([3, 6], [2, 5], [1, 4]));
  expect(quarterTurns.apply(3 as Element, wide)).toEqual(rows([4, 1], [5, 2], [6, 3]));
});

it("flip is a mirror and rot180 a half turn", () => {
  const wide = rows([1, 2, 3], [4, 5, 6]);
  expect(mirroring.apply(one, wide)).toEqual(rows([3, 2, 1], [6, 5, 4]));
  expect(halfTurns.apply(one, wide)).toEqual(rows([6, 5, 4], [3, 2, 1]));
});

it("each channel moves alike", () => {
  const x: Image = { channels: 2, height: 1, width: 2, pixels: Float32Array.of(1, 2, 3, 4) };
  expect([...mirroring.apply(one, x).pixels]).toEqual([2, 1, 4, 3]);
});

it("d4 holds the turns and the mirror", () => {
  fc.assert(
    fc.property(images(), fc.nat(3), (x, k) => {
      expect(squareSymmetries.apply(k as Element, x)).toEqual(quarterTurns.apply(k as Element, x));
      expect(squareSymmetries.apply((4 + k) as Element, x)).toEqual(
        quarterTurns.apply(k as Element, mirroring.apply(one, x)),
      );
    }),
  );
});

const named = (name: string, action: Action<Image>) => ({ name, action });

it("turns and a mirror have no product", () => {
  expect(() => imageProduct([named("rot90", turns), named("flip", mirroring)])).toThrow("rot90 and flip do not");
  expect(() => imageProduct([named("flip", mirroring), named("d4", symmetries)])).toThrow("Take d4");
  expect(imageProduct([named("rot90", turns), named("rot180", halfTurns)]).group.order).toBe(8);
});

it("products are named by their factors", () => {
  const named = namedImageAction("flip+rot180");
  const [, product] = namedActions.find(([name]) => name === "flip × rot180")!;
  expect(named.group.order).toBe(4);
  fc.assert(
    fc.property(images(), fc.nat(3), (x, g) => {
      expect(named.apply(g as Element, x)).toEqual(product.apply(g as Element, x));
    }),
  );
  expect(namedImageAction("d4")).toBe(squareSymmetries);
  expect(() => namedImageAction("rot90+flip")).toThrow("--group rot90+flip: expected actions that commute");
  expect(() => namedImageAction("flip+toString")).toThrow('found "flip+toString"');
});

/** D4's elements with the mirror after the turn: an action only of the opposite group. */
const turnedFirst: Action<Image> = {
  group: symmetries.group,
  apply: (g, x) => mirroring.apply((g >= 4 ? 1 : 0) as Element, quarterTurns.apply((g % 4) as Element, x)),
};
/** A frame that looks at one pixel alone. */
const careless = {
  carriers: (x: Image) => turns.group.elements.filter((g) => turns.apply(g, x).pixels[0] === Math.min(...x.pixels)),
  of: () => 0 as Element,
};

it("the laws reject a mirror on the wrong side, and a frame that overlooks pixels", () => {
  expect(() => expectAction(turnedFirst, images())).toThrow("Property failed");
  expect(() => expectFrame(turns, careless, images())).toThrow("Property failed");
});
