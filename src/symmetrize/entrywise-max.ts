import type { Fold } from "./symmetrize.ts";

/**
 * The largest of the aligned outputs at each entry by itself. Equivariant where the group permutes entries, like every fold here; but its entries may come from different views, so
 * of probabilities it is no distribution. The published CLIP code folds so where the paper has equizero: its first choice is that of the surest view, the order of the rest is not.
 */
export function entrywiseMax<X>(): Fold<X> {
  return (views) =>
    views
      .map(({ aligned }) => aligned)
      .reduce((most, aligned) => most.map((value, i) => Math.max(value, aligned[i] as number)));
}
