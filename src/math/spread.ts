/** Mean and standard deviation of numbers that are all there is, not a sample of more; NaN of none. */
export function spread(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = meanOf(values);
  return { mean, deviation: Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2))) };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
