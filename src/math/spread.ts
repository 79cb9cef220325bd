/** Mean and standard deviation of numbers that are all there is, not a sample of more; NaN of none. */
export function spread(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const meanOf = (numbers: readonly number[]): number =>
    numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const mean = meanOf(values);
  return { mean, deviation: Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2))) };
}
