import { mean } from "../math/ordered-sum.ts";
import type { Fold } from "./symmetrize.ts";

/** Equitune: the mean of the aligned outputs. For actions that keep lengths it is the equivariant model nearest to the given one in summed squares. */
export function equitune<X>(): Fold<X> {
  return (views) => mean(views.map(({ aligned }) => aligned));
}
