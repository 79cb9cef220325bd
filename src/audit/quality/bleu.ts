import { nGramCounts } from "./n-grams.ts";

const longest = 4;

/**
 * Sentence BLEU-4 of words against one reference: geometric mean of clipped n-gram precisions times the brevity penalty. One is added to matches and totals
 * of n = 2, 3, 4, so that a short text is not 0 for want of a 4-gram. 1 on equal words, 0 where no word is shared; not symmetric.
 * Sources: Papineni et al. 2002; Lin & Och 2004 for the smoothing (technique 2 of Chen & Cherry 2014).
 */
export function bleu(candidate: readonly string[], reference: readonly string[]): number {
  if (candidate.length === 0) return reference.length === 0 ? 1 : 0;
  let logarithm = Math.min(0, 1 - reference.length / candidate.length);
  for (let n = 1; n <= longest; n++) {
    const known = nGramCounts(reference, n);
    let matches = 0;
    for (const [gram, count] of nGramCounts(candidate, n)) matches += Math.min(count, known.get(gram) ?? 0);
    if (matches === 0 && n === 1) return 0;
    const total = Math.max(0, candidate.length - n + 1);
    logarithm += Math.log(n === 1 ? matches / total : (matches + 1) / (total + 1)) / longest;
  }
  return Math.exp(logarithm);
}
