/**
 * ROUGE-L F1 of words: 2·L / (|a| + |b|), L the length of the longest common subsequence. Symmetric; 1 on equal words, 0 where no word is shared.
 * Cost: |a|·|b|. Source: Lin 2004, with β = 1.
 */
export function rougeL(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 1;
  // lengths[j]: the longest common subsequence of the words of a so far and the first j of b.
  const lengths = new Int32Array(b.length + 1);
  for (const word of a) {
    let diagonal = 0;
    for (let j = 1; j <= b.length; j++) {
      const above = lengths[j] ?? 0;
      lengths[j] = word === b[j - 1] ? diagonal + 1 : Math.max(above, lengths[j - 1] ?? 0);
      diagonal = above;
    }
  }
  return (2 * (lengths[b.length] ?? 0)) / (a.length + b.length);
}
