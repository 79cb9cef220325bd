import type { Element, Group } from "./group.ts";

/** Cₙ: addition modulo `order`. Throws RangeError unless the order is a whole number ≥ 1. */
export function cyclic(order: number): Group {
  if (!Number.isInteger(order) || order < 1) {
    throw new RangeError(`Expected a whole number ≥ 1 for the order of a cyclic group but received ${order}.`);
  }
  return {
    name: `C${order}`,
    order,
    elements: Array.from({ length: order }, (_, g) => g as Element),
    multiply: (a, b) => ((a + b) % order) as Element,
    inverse: (a) => ((order - a) % order) as Element,
  };
}
