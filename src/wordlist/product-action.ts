import { type PermutationAction, permutationAction } from "../group/permutation-action.ts";
import type { ProductGroup } from "../group/product.ts";

/**
 * The product of actions on the same points whose moved points differ: (a, b)·i = a·(b·i). Checked; throws RangeError where the lists share a
 * point, for their actions need not commute there. Cost: |G|·size.
 */
export function productAction(group: ProductGroup, actions: readonly PermutationAction[]): PermutationAction {
  const [only] = actions;
  if (actions.length === 1 && only !== undefined) return { ...only, group };
  const images = group.elements.map((g) =>
    group.split(g).reduceRight<Int32Array>(
      (table, part, i) => compose((actions[i] as PermutationAction).images[part] as Int32Array, table),
      Int32Array.from({ length: only?.size ?? 0 }, (_, point) => point),
    ),
  );
  return permutationAction(group, images);
}

const compose = (after: Int32Array, before: Int32Array): Int32Array => before.map((point) => after[point] as number);
