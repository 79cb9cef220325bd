import type { Feature } from "./text-features.ts";
import { vectorOffset, wordValue, type WordLexicon } from "./word-lexicon.ts";

/** Words of a text's beginning that say little: "XYZ was known". */
const opening = 3;
/** A word that tells less than this is left out of the extremes. */
const leastWeight = 0.3;
/** Chosen by cross-validation. */
const strength = 3;

/** The weighted mean of the word vectors after the text's opening, and the largest and smallest value of each entry. */
export function vectorFeatures(words: readonly string[], lexicon: WordLexicon): Feature[] {
  const told = words.slice(opening).flatMap((word) => {
    const weight = wordValue(lexicon, word, "weight");
    const vector = weight === 0 ? undefined : wordVector(lexicon, word);
    return vector === undefined ? [] : [{ weight, vector }];
  });
  if (told.length === 0) return [];
  const total = told.reduce((sum, { weight }) => sum + weight, 0);
  const telling = told.filter(({ weight }) => weight > leastWeight);
  const features: Feature[] = [];
  for (let i = 0; i < lexicon.vectorLength; i++) {
    const sum = told.reduce((sum, { weight, vector }) => sum + weight * (vector[i] ?? 0), 0);
    features.push([`mean ${i}`, (strength * sum) / total]);
    if (telling.length === 0) continue;
    const entries = telling.map(({ vector }) => vector[i] ?? 0);
    features.push([`most ${i}`, 0.5 * strength * Math.max(...entries)]);
    features.push([`least ${i}`, 0.5 * strength * Math.min(...entries)]);
  }
  return features;
}

function wordVector(lexicon: WordLexicon, word: string): Float64Array | undefined {
  const { values, vectorLength, scale } = lexicon;
  const offset = vectorOffset(lexicon, word);
  return offset === undefined
    ? undefined
    : Float64Array.from({ length: vectorLength }, (_, i) => ((values[offset + i] ?? 0) * scale) / 127);
}
