/**
 * Draws how many of `texts` texts of one template have a label, from a coin in (0, 1): beta-binomial with mean `share` and intra-class correlation `icc`
 * in [0, 1), binomial for 0. Cost: linear in `texts` once, then its logarithm a draw.
 */
export function betaBinomial(texts: number, share: number, icc: number): (coin: number) => number {
  if (share <= 0 || share >= 1) return () => (share <= 0 ? 0 : texts);
  const cumulative = cumulativeOf(logWeights(texts, share, icc));
  return (coin) => {
    let [low, high] = [0, texts];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((cumulative[middle] ?? 1) >= coin) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** log P(count) up to a constant, from the ratio of neighbours. */
function logWeights(texts: number, share: number, icc: number): Float64Array {
  const weights = new Float64Array(texts + 1);
  // P(j + 1) / P(j) with α = share·(1 − icc)/icc and β likewise, multiplied out so that icc = 0 is the binomial.
  const [up, down] = [share * (1 - icc), (1 - share) * (1 - icc)];
  for (let j = 0; j < texts; j++) {
    const odds = (up + j * icc) / (down + (texts - j - 1) * icc);
    weights[j + 1] = (weights[j] ?? 0) + Math.log(((texts - j) / (j + 1)) * odds);
  }
  return weights;
}

function cumulativeOf(logs: Float64Array): Float64Array {
  const largest = logs.reduce((most, log) => Math.max(most, log), -Infinity);
  const weights = logs.map((log) => Math.exp(log - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight) => (sum += weight) / total);
}
