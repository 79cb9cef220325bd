import type { Action } from "../../group/action.ts";
import type { Element, Group } from "../../group/group.ts";
import type { Sight } from "../../models/image-classifier/sight.ts";

/** A side of an image: g·x for the image x that was read. It stands for the picture, so that each side is seen by the network once. */
export interface OrbitPoint {
  /** What the network says of each side, in the group's order. */
  readonly sights: readonly Sight[];
  readonly g: Element;
}

/** The group's action on sides: h·(g·x) = (hg)·x. */
export function onOrbit(group: Group): Action<OrbitPoint> {
  return { group, apply: (h, { sights, g }) => ({ sights, g: group.multiply(h, g) }) };
}

/** What the network says of a side. */
export const sightOf = ({ sights, g }: OrbitPoint): Sight => sights[g] as Sight;
