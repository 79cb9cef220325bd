import { mean } from "../math/ordered-sum.ts";
import { leastViews } from "./least-views.ts";
import type { Fold, Seen, View } from "./symmetrize.ts";

/**
 * Equizero: the aligned output of the view with the least loss; the mean of those that tie (`leastViews`, with its `scale`). Taking the first of
 * them would break the law: an input fixed by the group sees the same from all sides, so all its views tie. The loss needs no symmetry.
 * The fold throws RangeError where a loss is NaN.
 */
export function equizero<X>(loss: (seen: Seen<X>) => number, scale = 0): Fold<X> {
  return (views) => mean(leastViews(views.map(loss), scale).map((i) => (views[i] as View<X>).aligned));
}
