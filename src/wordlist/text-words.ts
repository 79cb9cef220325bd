/** A piece of a text: a whole word, or what stands between words. */
export interface TextPiece {
  readonly text: string;
  readonly isWord: boolean;
  /** UTF-16 units from the start of the text. */
  readonly start: number;
}

const pieces = /(?<word>[\p{L}\p{M}\p{N}_]+)|[^\p{L}\p{M}\p{N}_]+/gu;

/**
 * A text as words and what stands between them, in order; joined they are the text. A word is a longest run of letters, marks, digits and "_" in any
 * script, so "man's" is "man", "'", "s". Replacing a word by another word changes no boundary: what makes the action on texts invertible.
 */
export const textPieces = (text: string): readonly TextPiece[] =>
  Array.from(text.matchAll(pieces), (match) => ({
    text: match[0],
    isWord: match.groups?.["word"] !== undefined,
    start: match.index,
  }));

/** Whether more letters could lengthen the text's last word: a proposal that ends here may end inside a word. */
export const endsInsideWord = (text: string): boolean => /[\p{L}\p{M}\p{N}_]$/u.test(text);
