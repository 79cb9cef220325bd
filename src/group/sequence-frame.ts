import { cosetFrame, type CosetFrame } from "./frame.ts";
import type { PermutationAction } from "./permutation-action.ts";

/**
 * The frame of a sequence whose items a group permutes, for every group: the first item that moves is brought to the point of its orbit with the least
 * `rank`, then, among the elements that do so, the next one, until one element is left. Rank words by their column and the first listed word
 * comes to column 0. Ranks must differ within an orbit; the points themselves by default. A sequence that no element is left to tell apart has a stabiliser.
 * Cost: |G| look-ups an item. Throws RangeError on a point outside the tables and on equal ranks in an orbit.
 */
export function sequenceFrame<Point extends number>(
  { group, images }: Pick<PermutationAction, "group" | "images">,
  rank: (point: Point) => number = (point) => point,
): CosetFrame<readonly Point[]> {
  return cosetFrame((sequence) => {
    let carriers = group.elements;
    for (const item of sequence) {
      if (carriers.length === 1) break;
      const reached = carriers.map((g) => imageOf(images[g] as Int32Array, item));
      const least = leastByRank(reached, rank);
      carriers = carriers.filter((_, i) => reached[i] === least);
    }
    return carriers;
  });
}

function imageOf<Point extends number>(table: Int32Array, item: Point): Point {
  const image = table[item];
  if (image === undefined) throw new RangeError(`Expected a point below ${table.length} but received ${item}.`);
  return image as Point;
}

function leastByRank<Point extends number>(points: readonly Point[], rank: (point: Point) => number): Point {
  return points.reduce((least, point) => {
    const [lower, upper] = [rank(point), rank(least)];
    if (lower === upper && point !== least) {
      throw new RangeError(
        `Expected the points of an orbit to differ in rank but ${least} and ${point} both have ${lower}.`,
      );
    }
    return lower < upper ? point : least;
  });
}
