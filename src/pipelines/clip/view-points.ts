import type { Action } from "../../group/action.ts";
import type { Element, Group } from "../../group/group.ts";
import { squareSymmetries, type ImageActionName } from "../../images/image-action.ts";

/** One side of one image: the image number `image`, moved by element `side` of D4. Standing for the picture itself, it lets a network see each side once. */
export interface ViewPoint {
  readonly image: number;
  readonly side: Element;
}

const { group: square } = squareSymmetries;

/** Where each group of actions on images lies in D4: its element g moves an image as element at(g) of D4 does. */
const within = {
  rot90: (g: Element) => g,
  flip: (g: Element) => (4 * g) as Element,
  rot180: (g: Element) => (2 * g) as Element,
  d4: (g: Element) => g,
} as const satisfies Readonly<Record<ImageActionName, (g: Element) => Element>>;

/** The element of D4 that moves an image as element g of the named group does. */
export const inSquare = (name: ImageActionName, g: Element): Element => within[name](g);

/** The named group's action on sides of images: the side that g·x is, where x is a side. */
export function onViewPoints(name: ImageActionName, group: Group): Action<ViewPoint> {
  return {
    group,
    apply: (g, { image, side }) => ({ image, side: square.multiply(inSquare(name, g), side) }),
  };
}

/** Every side that is seen when images lie on one of `lying` and a group moves them, in increasing order. */
export function sidesSeen(name: ImageActionName, group: Group, lying: readonly Element[]): readonly Element[] {
  const seen = new Set(lying.flatMap((side) => group.elements.map((g) => square.multiply(inSquare(name, g), side))));
  return [...seen].toSorted((a, b) => a - b);
}
