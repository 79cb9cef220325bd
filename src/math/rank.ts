/** How many entries come before entry `at` when the largest comes first and of equal ones the earlier: 0 for the first choice. Throws RangeError on NaN. */
export function rankOf(scores: Float32Array, at: number): number {
  const own = scores[at];
  if (own === undefined) throw new RangeError(`Expected an entry below ${scores.length} but received ${at}.`);
  let before = 0;
  for (const [i, score] of scores.entries()) {
    if (Number.isNaN(score)) throw new RangeError(`Expected scores but received NaN at ${i}.`);
    if (score > own || (score === own && i < at)) before += 1;
  }
  return before;
}

/** The number of the largest entry, the first of those that tie; 0 of none. */
export function firstLargest(values: Float32Array): number {
  let best = 0;
  for (const [i, value] of values.entries()) if (value > (values[best] as number)) best = i;
  return best;
}
