import type { Action } from "../group/action.ts";
import type { Element } from "../group/group.ts";
import type { Image } from "./image.ts";
import { squareSymmetries } from "./image-action.ts";
import { probe } from "./probe.ts";

/** The element of D4 that moves images as element g of an action does. Throws RangeError where none does. */
export function squareElement(action: Action<Image>, g: Element): Element {
  const moved = action.apply(g, probe).pixels;
  const found = squareSymmetries.group.elements.find((h) =>
    squareSymmetries.apply(h, probe).pixels.every((value, i) => value === moved[i]),
  );
  if (found === undefined) throw new RangeError(`Expected turns and mirrors but element ${g} is neither.`);
  return found;
}

/** How the image moved by g lies to the image itself: "90°", "mirrored", "mirrored, 90°". */
export function sideName(action: Action<Image>, g: Element): string {
  const side = squareElement(action, g);
  const turned = `${(side % 4) * 90}°`;
  if (side < 4) return turned;
  return side === 4 ? "mirrored" : `mirrored, ${turned}`;
}
