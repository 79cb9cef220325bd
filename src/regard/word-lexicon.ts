/** What is known of single words: a row of small whole numbers each, shape (words, channels). Channel 0 is sentiment strength, in tenths: −40 to 40. */
export interface WordLexicon {
  readonly channels: readonly string[];
  readonly rows: ReadonlyMap<string, number>;
  readonly values: Int8Array;
}

/** A word's value on a channel; 0 of a word that is not listed. */
export function wordValue({ rows, values, channels }: WordLexicon, word: string, channel: number): number {
  const row = rows.get(word);
  return row === undefined ? 0 : (values[row * channels.length + channel] ?? 0);
}
