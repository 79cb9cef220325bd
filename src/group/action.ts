import type { Element, Group } from "./group.ts";
import type { ProductGroup } from "./product.ts";

/** A left action of a group on values of type X. Laws: e·x = x; a·(b·x) = (ab)·x. */
export interface Action<X> {
  readonly group: Group;
  apply(g: Element, x: X): X;
}

/** Moves nothing: what is equivariant towards it is invariant. */
export function trivialAction<X>(group: Group): Action<X> {
  return { group, apply: (_, x) => x };
}

/** Acts on each item of a list by itself: the words of a prompt, the images of a batch. */
export function onEach<X>(points: Action<X>): Action<readonly X[]> {
  return { group: points.group, apply: (g, xs) => xs.map((x) => points.apply(g, x)) };
}

/** Moves the entries of a vector, shape (n) to (n): (g·v)[g·i] = v[i]. Throws RangeError where an entry would leave the vector. */
export function onEntries(points: Action<number>): Action<Float32Array> {
  return {
    group: points.group,
    apply(g, v) {
      const moved = new Float32Array(v.length);
      for (const [i, value] of v.entries()) {
        const to = points.apply(g, i);
        if (!(to >= 0 && to < v.length)) {
          throw new RangeError(
            `Expected ${points.group.name} to keep the entries of a vector of ${v.length} but ${g} sends ${i} to ${to}.`,
          );
        }
        moved[to] = value;
      }
      return moved;
    },
  };
}

/**
 * A product group acting through its factors, the last factor first. It is an action only where the factors' actions commute, which is for the
 * caller to see to (`permutationAction` checks it for tables). Throws RangeError unless there is one action for each factor.
 */
export function productAction<X>(group: ProductGroup, actions: readonly Action<X>[]): Action<X> {
  const isMatched =
    actions.length === group.factors.length &&
    actions.every(({ group: own }, i) => own.order === group.factors[i]?.order);
  if (!isMatched) {
    const received = actions.map(({ group: own }) => own.name).join(", ");
    throw new RangeError(
      `Expected an action of each factor of ${group.name} in turn but received actions of ${received || "nothing"}.`,
    );
  }
  return {
    group,
    apply(g, x) {
      const parts = group.split(g);
      return actions.reduceRight((moved, action, i) => action.apply(parts[i] as Element, moved), x);
    },
  };
}
