/** Holm's adjusted p-values, in the order given: reject where they are at most the level, and the chance of any false rejection is at most the level. Source: Holm 1979. */
export function holm(pValues: readonly number[]): readonly number[] {
  const adjusted = pValues.map(() => 1);
  let largest = 0;
  for (const [rank, i] of rising(pValues).entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * (pValues[i] ?? 1)));
    adjusted[i] = largest;
  }
  return adjusted;
}

/** Benjamini and Hochberg's adjusted p-values, in the order given: reject where they are at most q, and q bounds the expected share of false rejections. Source: Benjamini & Hochberg 1995. */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const adjusted = pValues.map(() => 1);
  let smallest = 1;
  for (const [fromLast, i] of [...rising(pValues)].reverse().entries()) {
    const rank = pValues.length - fromLast;
    smallest = Math.min(smallest, (pValues.length * (pValues[i] ?? 1)) / rank);
    adjusted[i] = smallest;
  }
  return adjusted;
}

const rising = (pValues: readonly number[]) =>
  pValues.map((_, i) => i).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
