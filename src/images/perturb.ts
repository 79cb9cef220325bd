import type { Action } from "../group/action.ts";
import type { Element } from "../group/group.ts";
import { key, pick, uniform } from "../math/random.ts";
import type { Image } from "./image.ts";

/** Which images share their random element: every image its own, or all of a batch one, as in the published CLIP code. */
export interface Perturbation {
  readonly seed: number;
  /** How many images in a row share one element. Default 1. */
  readonly perBatch?: number;
}

/** The random element for image number `index`: a function of the seed and the number alone, uniform over the group. */
export function randomElement(action: Action<Image>, index: number, { seed, perBatch = 1 }: Perturbation): Element {
  const coin = uniform(key(seed, "perturb"), Math.floor(index / perBatch));
  return action.group.elements[pick(coin, action.group.order)] as Element;
}

/** The image moved by its random element: of rot90 and CIFAR-10 this makes "rot90-CIFAR10". */
export function perturbed(action: Action<Image>, x: Image, index: number, by: Perturbation): Image {
  return action.apply(randomElement(action, index, by), x);
}
