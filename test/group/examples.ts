import { cyclic } from "../../src/group/cyclic.ts";
import { dihedral } from "../../src/group/dihedral.ts";
import type { Element, Group } from "../../src/group/group.ts";
import { type PermutationAction, permutationAction } from "../../src/group/permutation-action.ts";
import { product } from "../../src/group/product.ts";
import { symmetric } from "../../src/group/symmetric.ts";

/** Every law runs on these: order 2 hides g for g⁻¹, and a commutative group hides left for right. */
const groups: readonly Group[] = [
  cyclic(2),
  cyclic(3),
  cyclic(4),
  symmetric(3),
  dihedral(4),
  product(cyclic(2), cyclic(3)),
];

/** The same, named, for `it.each`. */
export const namedGroups = groups.map((group) => [group.name, group] as const);

/**
 * An action with orbits of every kind: the group on itself (points 0 to n − 1), on the cosets of the last element's cyclic subgroup, and
 * two points that stay.
 */
export function exampleAction(group: Group): PermutationAction {
  const cosets = cosetsOf(group, group.elements.at(-1) as Element);
  const numberOf = (g: Element) => cosets.findIndex((coset) => coset.includes(g));
  const images = group.elements.map((g) => [
    ...group.elements.map((h) => group.multiply(g, h)),
    ...cosets.map((coset) => group.order + numberOf(group.multiply(g, coset[0] as Element))),
    group.order + cosets.length,
    group.order + cosets.length + 1,
  ]);
  return permutationAction(
    group,
    images.map((table) => Int32Array.from(table)),
  );
}

/** The left cosets g·H of the subgroup H that one element generates. */
function cosetsOf(group: Group, generator: Element): readonly (readonly Element[])[] {
  const subgroup: Element[] = [0 as Element];
  for (let power = generator; power !== 0; power = group.multiply(power, generator)) subgroup.push(power);
  const cosets: Element[][] = [];
  for (const g of group.elements) {
    if (!cosets.flat().includes(g)) cosets.push(subgroup.map((h) => group.multiply(g, h)));
  }
  return cosets;
}
