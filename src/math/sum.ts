/** The sum in the order given. */
export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** The mean, summed in the order given; NaN of none. */
export const mean = (values: ArrayLike<number> & Iterable<number>): number => sum(values) / values.length;
