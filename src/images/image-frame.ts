import type { Action } from "../group/action.ts";
import { type CosetFrame, cosetFrame } from "../group/frame.ts";
import type { Image } from "./image.ts";

/**
 * The frame that brings an image to the first of its orbit, ordered by height and then by pixels. Exact, and it costs |G| copies of the image and no model call.
 * An image with a symmetry of its own has several carriers, all of which bring it to the same copy.
 */
export function imageFrame(action: Action<Image>): CosetFrame<Image> {
  return cosetFrame((x) => {
    const orbit = action.group.elements.map((g) => ({ g, copy: action.apply(g, x) }));
    const first = orbit.reduce((least, one) => (compare(one.copy, least.copy) < 0 ? one : least));
    return orbit.filter(({ copy }) => compare(copy, first.copy) === 0).map(({ g }) => g);
  });
}

function compare(a: Image, b: Image): number {
  if (a.height !== b.height) return a.height - b.height;
  const at = a.pixels.findIndex((value, i) => value !== b.pixels[i]);
  return at < 0 ? 0 : (a.pixels[at] as number) - (b.pixels[at] as number);
}
