import type { Element, Group } from "./group.ts";

/** A direct product that remembers its factors. Law: join(split(g)) = g; split is a homomorphism into each factor. */
export interface ProductGroup extends Group {
  readonly factors: readonly Group[];
  /** The element's part in each factor, shape (factors). */
  split(g: Element): readonly Element[];
  /** The element with these parts, one for each factor. */
  join(parts: readonly Element[]): Element;
}

/** The direct product, multiplied part by part. Elements count in mixed radix, the last factor fastest. Throws RangeError where no factor is given. */
export function product(...factors: readonly Group[]): ProductGroup {
  if (factors.length === 0) throw new RangeError("Expected at least one factor of a product but received none.");
  const order = factors.reduce((total, factor) => total * factor.order, 1);
  const split = (g: Element): readonly Element[] => {
    let rest: number = g;
    return factors
      .toReversed()
      .map((factor) => {
        const part = (rest % factor.order) as Element;
        rest = Math.floor(rest / factor.order);
        return part;
      })
      .toReversed();
  };
  const join = (parts: readonly Element[]) =>
    factors.reduce((g, factor, i) => g * factor.order + (parts[i] as Element), 0) as Element;
  const together = (combine: (factor: Group, i: number) => Element) => join(factors.map(combine));
  return {
    name: factors.map((factor) => factor.name).join("×"),
    order,
    factors,
    elements: Array.from({ length: order }, (_, g) => g as Element),
    split,
    join,
    multiply(a, b) {
      const [left, right] = [split(a), split(b)];
      return together((factor, i) => factor.multiply(left[i] as Element, right[i] as Element));
    },
    inverse(a) {
      const parts = split(a);
      return together((factor, i) => factor.inverse(parts[i] as Element));
    },
  };
}
