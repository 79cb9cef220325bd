import { type Action, productAction } from "../group/action.ts";
import { cyclic } from "../group/cyclic.ts";
import { dihedral } from "../group/dihedral.ts";
import type { Group } from "../group/group.ts";
import { product } from "../group/product.ts";
import { image, type Image } from "./image.ts";
import { probe } from "./probe.ts";

/** Quarter turns, counter-clockwise: element k of C4 turns by k·90°. Turning a wide image makes it a tall one. */
export const quarterTurns: Action<Image> = { group: cyclic(4), apply: (k, x) => moved(x, k, false) };

/** Mirroring left and right: element 1 of C2. */
export const mirroring: Action<Image> = { group: cyclic(2), apply: (k, x) => moved(x, 0, k === 1) };

/** Half turns: element 1 of C2 reverses rows and columns. The published CLIP code calls this "flip". */
export const halfTurns: Action<Image> = { group: cyclic(2), apply: (k, x) => moved(x, 2 * k, false) };

/** All symmetries of a square: element k of D4 turns by k·90°, element 4 + k mirrors first and turns then. */
export const squareSymmetries: Action<Image> = { group: dihedral(4), apply: (g, x) => moved(x, g % 4, g >= 4) };

/** The actions on images by their names on the command line. */
export const imageActions = {
  rot90: quarterTurns,
  flip: mirroring,
  rot180: halfTurns,
  d4: squareSymmetries,
} as const satisfies Readonly<Record<string, Action<Image>>>;

/** A name of {@link imageActions}. */
export type ImageActionName = keyof typeof imageActions;

/**
 * The product of actions on images, the last factor acting first. Throws RangeError where two of them do not commute, for then it is no action: a mirror turns
 * rotations round, so of C4 and a flip there is no product, and D4 is what holds both.
 */
export function imageProduct(
  factors: readonly { readonly name: string; readonly action: Action<Image> }[],
): Action<Image> {
  for (const [i, { name, action }] of factors.entries()) {
    const other = factors.slice(i + 1).find((later) => !commute(action, later.action));
    if (other !== undefined) {
      throw new RangeError(
        `Expected actions that commute but ${name} and ${other.name} do not, so they have no product. Take d4, which holds every turn and every mirror.`,
      );
    }
  }
  const group = product(...factors.map(({ action }): Group => action.group));
  return productAction(
    group,
    factors.map(({ action }) => action),
  );
}

function commute(a: Action<Image>, b: Action<Image>): boolean {
  return a.group.elements.every((g) =>
    b.group.elements.every((h) => {
      const [one, two] = [a.apply(g, b.apply(h, probe)), b.apply(h, a.apply(g, probe))];
      return one.pixels.every((value, i) => value === two.pixels[i]);
    }),
  );
}

/** The image mirrored left and right if so said, and then turned counter-clockwise by `turns` quarters. */
function moved(x: Image, turns: number, isMirrored: boolean): Image {
  if (turns === 0 && !isMirrored) return x;
  const { channels, height, width, pixels } = x;
  const [tall, wide] = turns % 2 === 0 ? [height, width] : [width, height];
  const plane = height * width;
  const from = new Int32Array(plane);
  for (let i = 0; i < tall; i++) {
    for (let j = 0; j < wide; j++) {
      const [row, column] = beforeTurn(turns, i, j, height, width);
      from[i * wide + j] = row * width + (isMirrored ? width - 1 - column : column);
    }
  }
  const result = new Float32Array(pixels.length);
  for (let c = 0; c < channels; c++)
    for (let i = 0; i < plane; i++) result[c * plane + i] = pixels[c * plane + (from[i] as number)] as number;
  return image(channels, tall, wide, result);
}

/** Where the pixel at (i, j) of the turned image was before the turn. */
function beforeTurn(turns: number, i: number, j: number, height: number, width: number): readonly [number, number] {
  if (turns === 0) return [i, j];
  if (turns === 1) return [j, width - 1 - i];
  if (turns === 2) return [height - 1 - i, width - 1 - j];
  return [height - 1 - j, i];
}
