import type { Element } from "./group.ts";

/** A canonical frame. Law: c(g·x) = c(x)·g⁻¹ wherever the stabiliser of x is trivial; `coin` in [0, 1) settles the rest. */
export interface Frame<X> {
  of(x: X, coin: number): Element;
}
