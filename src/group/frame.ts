import { pick } from "../math/random.ts";
import type { Action } from "./action.ts";
import type { Element, Group } from "./group.ts";
import type { ProductGroup } from "./product.ts";

/** A canonical frame. Law: c(g·x) = c(x)·g⁻¹ wherever the stabiliser of x is trivial; `coin` in [0, 1) settles the rest. */
export interface Frame<X> {
  of(x: X, coin: number): Element;
}

/**
 * A frame that tells all its choices. Laws: carriers(g·x) = carriers(x)·g⁻¹, as sets, in increasing order; they are the elements that bring x to the
 * one canonical image of its orbit, a coset of its stabiliser. `of` picks one uniformly, so at a point with a stabiliser S each text of an orbit is
 * equally often carried by each of |S| elements: fairness then holds in law and not draw by draw.
 */
export interface CosetFrame<X> extends Frame<X> {
  carriers(x: X): readonly Element[];
}

/** The canonical frame that picks among these carriers. `of` throws RangeError on a coin outside [0, 1). */
export function cosetFrame<X>(carriers: (x: X) => readonly Element[]): CosetFrame<X> {
  return {
    carriers,
    of(x, coin) {
      const choices = carriers(x);
      return choices[pick(coin, choices.length)] as Element;
    },
  };
}

/** An input brought to its orbit's canonical image x₀ = c·x. Results for x₀ are carried back by c⁻¹. */
export interface Canonical<X> {
  readonly carrier: Element;
  readonly image: X;
}

/** Brings inputs to canonical images: law, the image is the same for the whole orbit, bit for bit, whatever the coin. */
export function canonical<X>(action: Action<X>, frame: Frame<X>): (x: X, coin: number) => Canonical<X> {
  return (x, coin) => {
    const carrier = frame.of(x, coin);
    return { carrier, image: action.apply(carrier, x) };
  };
}

/**
 * The frame of a product, one factor at a time. Each factor's frame must not notice the other factors, as where their word lists share no word;
 * where some point is moved by two factors use `sequenceFrame` on the product's own tables. The coin is split so that the factors' picks are independent.
 */
export function productFrame<X>(group: ProductGroup, frames: readonly Frame<X>[]): Frame<X> {
  if (frames.length !== group.factors.length) {
    throw new RangeError(`Expected a frame for each factor of ${group.name} but received ${frames.length}.`);
  }
  return {
    of(x, coin) {
      let rest = coin;
      return group.join(
        frames.map((frame, i) => {
          const part = frame.of(x, rest);
          // What is left of the coin below one n-th is independent of its n-th, hence of any pick among a divisor of n.
          const finer = rest * (group.factors[i] as Group).order;
          rest = finer - Math.floor(finer);
          return part;
        }),
      );
    },
  };
}
