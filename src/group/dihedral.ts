import type { Element, Group } from "./group.ts";

/**
 * Dₙ, the symmetries of a regular polygon with n corners, of order 2n: element k is the turn rᵏ and element n + k is rᵏs, a flip followed by
 * that turn. Throws RangeError unless n is a whole number ≥ 1.
 */
export function dihedral(corners: number): Group {
  if (!Number.isInteger(corners) || corners < 1) {
    throw new RangeError(`Expected a whole number ≥ 1 for the corners of a polygon but received ${corners}.`);
  }
  const isFlip = (g: Element) => g >= corners;
  const element = (turn: number, flip: boolean) => ((turn % corners) + (flip ? corners : 0)) as Element;
  return {
    name: `D${corners}`,
    order: 2 * corners,
    elements: Array.from({ length: 2 * corners }, (_, g) => g as Element),
    // s·rᵏ = r⁻ᵏ·s, so a flip on the left turns the right turn round.
    multiply: (a, b) => element(a + (isFlip(a) ? corners - (b % corners) : b), isFlip(a) !== isFlip(b)),
    inverse: (a) => (isFlip(a) ? a : element(corners - a, false)),
  };
}
