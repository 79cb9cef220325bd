/**
 * The sum of `addends` in double precision, the same bit for bit in whatever order they come. Cost: O(n²) with a small constant, or less
 * where they are nearly sorted; meant for the few views of one input.
 */
export function orderedSum(addends: Iterable<number>): number {
  return sumSorted(Float64Array.from(addends));
}

/**
 * Σᵢ wᵢ·vᵢ / Σᵢ wᵢ of equally long vectors, shape (n); the same bit for bit in whatever order the pairs come. A vector of weight 0 is left out, even
 * where it is infinite. Throws RangeError on no vectors, on different lengths or counts, on a weight that is negative or not finite, and where all are 0.
 */
export function weightedMean(vectors: readonly Float32Array[], weights: readonly number[]): Float32Array {
  checkPairs(vectors, weights);
  const total = orderedSum(weights);
  const counted = vectors
    .map((vector, i) => ({ vector, weight: weights[i] as number }))
    .filter(({ weight }) => weight > 0);
  if (counted.length === 0) throw new RangeError("Expected a weight above 0 but all are 0.");
  const addends = new Float64Array(counted.length);
  return (vectors[0] as Float32Array).map((_, at) => {
    for (const [i, { vector, weight }] of counted.entries()) addends[i] = weight * (vector[at] as number);
    return sumSorted(addends) / total;
  });
}

/** The mean of equally long vectors, shape (n): `weightedMean` with equal weights. */
export function mean(vectors: readonly Float32Array[]): Float32Array {
  return weightedMean(
    vectors,
    vectors.map(() => 1),
  );
}

function checkPairs(vectors: readonly Float32Array[], weights: readonly number[]): void {
  const [first] = vectors;
  if (first === undefined) throw new RangeError("Expected at least one vector but received none.");
  if (weights.length !== vectors.length) {
    throw new RangeError(`Expected a weight for each of ${vectors.length} vectors but received ${weights.length}.`);
  }
  for (const vector of vectors) {
    if (vector.length !== first.length) {
      throw new RangeError(`Expected vectors of one length but received ${first.length} and ${vector.length}.`);
    }
  }
  for (const weight of weights) {
    if (!(weight >= 0 && weight < Infinity))
      throw new RangeError(`Expected finite weights ≥ 0 but received ${weight}.`);
  }
}

/** Sorts in place, then adds. Insertion sort: the native sort costs more than it saves on a handful of numbers. */
function sumSorted(addends: Float64Array): number {
  for (let i = 1; i < addends.length; i++) {
    const addend = addends[i] as number;
    let gap = i;
    for (; gap > 0 && (addends[gap - 1] as number) > addend; gap--) addends[gap] = addends[gap - 1] as number;
    addends[gap] = addend;
  }
  return addends.reduce((sum, addend) => sum + addend, 0);
}
