import type { Group } from "../group/group.ts";
import { type PermutationAction, permutationAction } from "../group/permutation-action.ts";

/** Points that a cyclic group moves round: point i goes to point i + 1, the last to the first. */
export type Cycle = readonly number[];

/**
 * The action of Cₙ on 0 to size − 1 that moves each cycle round and fixes the rest: k·cycle[i] = cycle[(i + k) mod n]. That the tables are bijections
 * and an action is checked; throws RangeError that names the point which breaks it. Cost: n·size.
 */
export function cycleAction(group: Group, cycles: readonly Cycle[], size: number): PermutationAction {
  const images = group.elements.map((k) => {
    const table = Int32Array.from({ length: size }, (_, point) => point);
    for (const cycle of cycles) {
      for (const [i, point] of cycle.entries()) table[point] = cycle[(i + k) % cycle.length] as number;
    }
    return table;
  });
  return permutationAction(group, images);
}
