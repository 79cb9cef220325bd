import fc from "fast-check";
import type { Action } from "../../src/group/action.ts";
import { image, type Image } from "../../src/images/image.ts";
import {
  halfTurns,
  imageActions,
  imageProduct,
  mirroring,
  quarterTurns,
  squareSymmetries,
} from "../../src/images/image-action.ts";

/** Every action on images, and a product of two that commute. */
export const namedActions: readonly (readonly [string, Action<Image>])[] = [
  ...Object.entries(imageActions),
  [
    "flip × rot180",
    imageProduct([
      { name: "flip", action: mirroring },
      { name: "rot180", action: halfTurns },
    ]),
  ],
];

/** Actions by quarter turns alone, and with mirrors. */
export const [turns, symmetries] = [quarterTurns, squareSymmetries];

/** Images of few grey levels, so that some have symmetries of their own; square ones if so said. */
export const images = (square = false): fc.Arbitrary<Image> =>
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
    .chain(([channels, height, other]) => {
      const width = square ? height : other;
      const size = channels * height * width;
      return fc
        .array(fc.constantFrom(0, 0.25, 1), { minLength: size, maxLength: size })
        .map((values) => image(channels, height, width, Float32Array.from(values)));
    });

/** One channel from its rows. */
export const rows = (...lines: readonly (readonly number[])[]): Image =>
  image(1, lines.length, lines[0]?.length ?? 0, Float32Array.from(lines.flat()));
