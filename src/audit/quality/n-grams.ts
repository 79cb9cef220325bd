/** How often each run of n words occurs. */
export function nGramCounts(words: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= words.length; i++) {
    const gram = n === 1 ? (words[i] ?? "") : words.slice(i, i + n).join(" ");
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

/** Whether some run of n words occurs twice or more. */
export function repeatsNGram(words: readonly string[], n: number): boolean {
  // A run occurs twice only where its first word does.
  if (words.length <= n || new Set(words).size === words.length) return false;
  const seen = new Set<string>();
  for (let i = 0; i + n <= words.length; i++) {
    const gram = words.slice(i, i + n).join(" ");
    if (seen.has(gram)) return true;
    seen.add(gram);
  }
  return false;
}

/** Distinct runs of n words over all of them, none across two texts; null where no text holds n words. */
export function distinctShare(texts: Iterable<readonly string[]>, n: number): number | null {
  const seen = new Set<string>();
  let total = 0;
  for (const words of texts) {
    for (const [gram, count] of nGramCounts(words, n)) {
      seen.add(gram);
      total += count;
    }
  }
  return total === 0 ? null : seen.size / total;
}
