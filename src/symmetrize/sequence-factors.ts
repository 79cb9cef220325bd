import { onEntries } from "../group/action.ts";
import type { PermutationAction } from "../group/permutation-action.ts";
import type { Factor } from "./product-symmetrize.ts";

/**
 * The factors of a product whose groups permute the items of a sequence and the entries of a vector over them. Each collapses an item to the least
 * point of its orbit. Checked here, once: the actions commute with one another and with one another's collapses. Throws RangeError that names the groups and
 * the point which break this, one that both move. Cost of the check: Σ |Gᵢ|·|Gⱼ|·size look-ups over pairs i ≠ j.
 */
export function sequenceFactors<Point extends number>(
  actions: readonly PermutationAction[],
): readonly Factor<readonly Point[]>[] {
  const sizes = new Set(actions.map(({ size }) => size));
  if (sizes.size > 1)
    throw new RangeError(`Expected actions on equally many points but received ${[...sizes].join(", ")}.`);
  const homes = actions.map(leastPoints);
  for (const [i, mover] of actions.entries()) {
    for (const [j, other] of actions.entries()) {
      if (i === j) continue;
      for (const table of other.images) checkCommute(mover, other, table);
      checkCommute(mover, other, homes[j] as Int32Array);
    }
  }
  return actions.map((action, i) => ({
    input: {
      group: action.group,
      apply: (g, sequence) => sequence.map((point) => action.apply(g, point) as Point),
    },
    output: onEntries(action),
    collapse: (sequence) => sequence.map((point) => leastOf(homes[i] as Int32Array, point)),
  }));
}

/** The least point of each point's orbit, shape (size). */
function leastPoints({ images, size }: PermutationAction): Int32Array {
  return Int32Array.from({ length: size }, (_, i) =>
    images.reduce((least, table) => Math.min(least, table[i] as number), i),
  );
}

function leastOf<Point extends number>(home: Int32Array, point: Point): Point {
  const least = home[point];
  if (least === undefined) throw new RangeError(`Expected a point below ${home.length} but received ${point}.`);
  return least as Point;
}

/** Whether every element of `mover` commutes with a map of the points, which belongs to `other`. */
function checkCommute(mover: PermutationAction, other: PermutationAction, map: Int32Array): void {
  for (const [g, table] of mover.images.entries()) {
    const i = table.findIndex((image, i) => map[image] !== table[map[i] as number]);
    if (i >= 0) {
      throw new RangeError(
        `Expected ${mover.group.name} and ${other.group.name} to move different points, or to commute, but at the point ${i} they do not (element ${g} of ${mover.group.name}). Take the product's own tables and \`symmetrize\`.`,
      );
    }
  }
}
