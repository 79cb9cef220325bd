import type { Feature } from "./feature.ts";
import { vectorOffset, wordValue, type WordLexicon } from "./word-lexicon.ts";

/** Words of a text's beginning that say little: "XYZ was known". */
const opening = 3;
/** A word that tells less than this is left out of the extremes. */
const leastWeight = 0.3;
/** Chosen by cross-validation. */
const strength = 3;

/** Sums over a text's telling words, entry by entry. */
interface Summary {
  readonly mean: Float64Array;
  readonly most: Float64Array;
  readonly least: Float64Array;
}

/** The weighted mean of the word vectors after the text's opening, and the largest and smallest value of each entry. */
export function vectorFeatures(words: readonly string[], lexicon: WordLexicon): Feature[] {
  const { vectorLength } = lexicon;
  const summary = {
    mean: new Float64Array(vectorLength),
    most: new Float64Array(vectorLength).fill(-Infinity),
    least: new Float64Array(vectorLength).fill(Infinity),
  };
  let total = 0;
  for (const word of words.slice(opening)) {
    const weight = wordValue(lexicon, word, "weight");
    const offset = weight === 0 ? undefined : vectorOffset(lexicon, word);
    if (offset === undefined) continue;
    total += weight;
    addWord(summary, lexicon, offset, weight);
  }
  return total === 0 ? [] : featuresOf(summary, total, lexicon.scale / 127);
}

/** Adds a word; one that tells little is left out of the extremes. */
function addWord(
  { mean, most, least }: Summary,
  { values, vectorLength }: WordLexicon,
  offset: number,
  weight: number,
): void {
  const vector = values.subarray(offset, offset + vectorLength);
  for (let i = 0; i < vectorLength; i++) mean[i] = (mean[i] ?? 0) + weight * (vector[i] ?? 0);
  if (weight <= leastWeight) return;
  for (let i = 0; i < vectorLength; i++) {
    most[i] = Math.max(most[i] ?? 0, vector[i] ?? 0);
    least[i] = Math.min(least[i] ?? 0, vector[i] ?? 0);
  }
}

function featuresOf({ mean, most, least }: Summary, total: number, unit: number): Feature[] {
  const features: Feature[] = [];
  for (const [i, sum] of mean.entries()) {
    const names = nameOf(i);
    features.push([names.mean, (strength * unit * sum) / total]);
    const [high = -Infinity, low = Infinity] = [most[i], least[i]];
    if (high > -Infinity)
      features.push([names.most, 0.5 * strength * unit * high], [names.least, 0.5 * strength * unit * low]);
  }
  return features;
}

const nameOf = (i: number) => ({ mean: `mean ${i}`, most: `most ${i}`, least: `least ${i}` });
