/** ½ Σ |pᵢ − qᵢ| of two lists of counts as shares: 0 for equal shares, 1 for disjoint ones. Null where a list is empty. */
export function totalVariation(a: readonly number[], b: readonly number[]): number | null {
  const [p, q] = [sharesOf(a), sharesOf(b)];
  if (p === null || q === null) return null;
  return p.reduce((sum, share, i) => sum + Math.abs(share - (q[i] ?? 0)), 0) / 2;
}

/** Jensen–Shannon divergence, nats: 0 for equal shares, ln 2 for disjoint ones. Null where a list is empty. */
export function jensenShannon(a: readonly number[], b: readonly number[]): number | null {
  const [p, q] = [sharesOf(a), sharesOf(b)];
  if (p === null || q === null) return null;
  const toMiddle = (from: readonly number[]) =>
    from.reduce((sum, share, i) => {
      const middle = ((p[i] ?? 0) + (q[i] ?? 0)) / 2;
      return share === 0 ? sum : sum + share * Math.log(share / middle);
    }, 0);
  // Rounding may carry equal lists a hair below 0.
  return Math.max(0, (toMiddle(p) + toMiddle(q)) / 2);
}

/** Wasserstein-1 ∫ |F − G| of two rising lists of numbers, of any lengths, in their unit. Null where a list is empty. Cost: linear. */
export function wasserstein(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const [firstA, firstB] = [a[0], b[0]];
  if (firstA === undefined || firstB === undefined) return null;
  let [i, j, area] = [0, 0, 0];
  let before = Math.min(firstA, firstB);
  while (i < a.length || j < b.length) {
    const next = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    area += Math.abs(i * b.length - j * a.length) * (next - before);
    before = next;
    i = pastEqual(a, i, next);
    j = pastEqual(b, j, next);
  }
  return area / a.length / b.length;
}

function pastEqual(rising: ArrayLike<number>, from: number, value: number): number {
  let at = from;
  while (at < rising.length && rising[at] === value) at += 1;
  return at;
}

function sharesOf(counts: readonly number[]): readonly number[] | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total === 0 ? null : counts.map((count) => count / total);
}
