declare const brand: unique symbol;
/** An element's index in its group: 0 ≤ g < order; 0 is the identity. */
export type Element = number & { readonly [brand]: "Element" };
export const identity = 0 as Element;

/** A finite group. Laws: (ab)c = a(bc); ea = ae = a; a·a⁻¹ = a⁻¹·a = e. */
export interface Group {
  readonly name: string;
  readonly order: number;
  readonly elements: readonly Element[];
  multiply(a: Element, b: Element): Element;
  inverse(a: Element): Element;
}
