import fc from "fast-check";
import { expect, it } from "vitest";
import type { Action } from "../../src/group/action.ts";
import type { Element } from "../../src/group/group.ts";
import type { Image } from "../../src/images/image.ts";
import { imageActions, mirroring, squareSymmetries } from "../../src/images/image-action.ts";
import { sideName, squareElement } from "../../src/images/side-name.ts";
import { images, namedActions } from "./examples.ts";

it("an action's element moves every image as the element of D4 that it is", () => {
  for (const [, action] of namedActions) {
    const element = fc.constantFrom(...action.group.elements);
    fc.assert(
      fc.property(element, images(), (g, x) => {
        expect(squareSymmetries.apply(squareElement(action, g), x)).toEqual(action.apply(g, x));
      }),
    );
  }
  const grey: Action<Image> = { ...mirroring, apply: (_, x) => ({ ...x, pixels: x.pixels.map(() => 0.5) }) };
  expect(() => squareElement(grey, 1 as Element)).toThrow("neither");
});

const names = (name: keyof typeof imageActions) =>
  imageActions[name].group.elements.map((g) => sideName(imageActions[name], g));

it("sides are named by how they lie to the image", () => {
  expect(names("rot90")).toEqual(["0°", "90°", "180°", "270°"]);
  expect(names("flip")).toEqual(["0°", "mirrored"]);
  expect(names("rot180")).toEqual(["0°", "180°"]);
  expect(names("d4").slice(4)).toEqual(["mirrored", "mirrored, 90°", "mirrored, 180°", "mirrored, 270°"]);
});
