import { type Element, type Group, identity } from "./group.ts";

/** A few elements whose products reach the whole group: at most log₂ of its order, none for the trivial group. */
export function generators(group: Group): readonly Element[] {
  const chosen: Element[] = [];
  let reached = new Set<Element>([identity]);
  for (const g of group.elements) {
    if (reached.has(g)) continue;
    chosen.push(g);
    reached = closure(group, chosen);
  }
  return chosen;
}

function closure(group: Group, chosen: readonly Element[]): Set<Element> {
  const reached = new Set<Element>([identity]);
  // A Set grows while it is walked, so this visits every product of the chosen elements. Inverses are products too: the group is finite.
  for (const g of reached) for (const s of chosen) reached.add(group.multiply(s, g));
  return reached;
}
