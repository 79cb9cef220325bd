/**
 * What is known of single words, a row each: shape (words, channels). "sentiment": strength, in tenths, −40 to 40. "valence": the same guessed from the vector.
 * "weight": how much a word tells, in hundredths. The rest is the word's vector, its entries in 127ths of `scale`.
 */
export interface WordLexicon {
  readonly rows: ReadonlyMap<string, number>;
  readonly values: Int8Array;
  readonly vectorLength: number;
  readonly scale: number;
}

const channels = { sentiment: 0, valence: 1, weight: 2 } as const;
/** Where the vector begins in a row. */
export const vectorStart = 3;

/** A word's value on a channel, in words' own units: sentiment −4 to 4, weight 0 to 1; 0 of a word that is not listed. */
export function wordValue(lexicon: WordLexicon, word: string, channel: keyof typeof channels): number {
  const row = lexicon.rows.get(word);
  if (row === undefined) return 0;
  const value = lexicon.values[row * (vectorStart + lexicon.vectorLength) + channels[channel]] ?? 0;
  return value / (channel === "weight" ? 100 : 10);
}

/** Where a word's vector lies in `values`; undefined of a word that is not listed. */
export function vectorOffset({ rows, vectorLength }: WordLexicon, word: string): number | undefined {
  const row = rows.get(word);
  return row === undefined ? undefined : row * (vectorStart + vectorLength) + vectorStart;
}
