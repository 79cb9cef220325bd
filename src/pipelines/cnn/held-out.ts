import { type HeldOut, holdOut } from "../../images/hold-out.ts";
import { UserError } from "../../text/user-error.ts";
import type { OrbitSet } from "./orbit-set.ts";

/** How images are divided. */
export interface Division {
  /** The share of each class, its last images, that chooses the epoch. In (0, 1). */
  readonly held: number;
  /** Images of a step, which those trained on must fill. */
  readonly imagesOfStep: number;
}

/** Which images are trained on and which choose the epoch. Throws UserError that begins with `data` where they do not fill a step, or none is left to hold out. */
export function heldOut(labels: ArrayLike<number>, { held: share, imagesOfStep }: Division, data: string): HeldOut {
  const parts = holdOut(labels, share);
  if (parts.training.length < imagesOfStep || parts.held.length === 0)
    throw new UserError(
      `${data}: expected at least ${imagesOfStep} images to train on, and a class with one more to hold out, but found ${labels.length} in all. Add some, raise --limit or --training-limit, or give a smaller --batch.`,
    );
  return parts;
}

/** The images of a set that are trained on, and those held out. */
export const splitSet = (
  set: OrbitSet,
  { training, held }: HeldOut,
): { readonly training: OrbitSet; readonly validation: OrbitSet } => ({
  training: only(set, training),
  validation: only(set, held),
});

/** Some images of a set, in increasing order: a view of it where they follow each other, else a copy. */
function only(set: OrbitSet, images: readonly number[]): OrbitSet {
  const { labels, seen, logits, sides, features, classes } = set;
  return {
    ...set,
    labels: blocks(labels, 1, images),
    seen: blocks(seen, sides * features, images),
    logits: blocks(logits, sides * classes, images),
  };
}

function blocks<Values extends Float32Array | Int32Array>(
  all: Values,
  size: number,
  chosen: readonly number[],
): Values {
  const [first = 0, last = -1] = [chosen[0], chosen.at(-1)];
  const run = all.subarray(first * size, (last + 1) * size) as Values;
  if (run.length === chosen.length * size) return run;
  const copy = run.slice(0, chosen.length * size) as Values;
  for (const [i, item] of chosen.entries()) copy.set(all.subarray(item * size, (item + 1) * size), i * size);
  return copy;
}
