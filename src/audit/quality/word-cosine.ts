import { nGramCounts } from "./n-grams.ts";

/** Cosine of the counts of words. Symmetric; 1 on equal bags (two texts without words are equal), 0 where no word is shared. */
export function wordCosine(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 1;
  if (a.length === 0 || b.length === 0) return 0;
  const [ofA, ofB] = [nGramCounts(a, 1), nGramCounts(b, 1)];
  let product = 0;
  for (const [word, count] of ofA) product += count * (ofB.get(word) ?? 0);
  return product === 0 ? 0 : Math.min(1, product / Math.sqrt(squares(ofA) * squares(ofB)));
}

function squares(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count ** 2;
  return sum;
}
