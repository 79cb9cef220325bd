import type { Element, Group } from "./group.ts";

/** A left action of a group on values of type X. Laws: e·x = x; a·(b·x) = (ab)·x. */
export interface Action<X> {
  readonly group: Group;
  apply(g: Element, x: X): X;
}
