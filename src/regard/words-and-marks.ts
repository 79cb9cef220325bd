/** Longer texts are judged by their beginning: no more words than this are read. */
export const mostRead = 256;
/** Characters read of a text: enough for `mostRead` words of any language with spaces. */
const mostCharacters = 4096;

const piece = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\p{N}+|["“”«»]|[.,;:!?()…]/gu;
const quoteMark = /^["“”«»]$/u;

/**
 * A text as the classifier reads it: lower-case words and marks of punctuation, at most 256. Numbers become "0", quotation marks one mark, "don't" stays
 * one word, a hyphen parts two words. Invisible and control characters are dropped; compatibility forms (ﬁ, full width) are unfolded.
 */
export function wordsAndMarks(text: string): readonly string[] {
  const plain = text
    .slice(0, mostCharacters)
    .normalize("NFKC")
    .replace(/[\p{Cc}\p{Cf}]/gu, (c) => (/\s/u.test(c) ? " " : ""));
  const words: string[] = [];
  for (const [found] of plain.toLowerCase().matchAll(piece)) {
    if (words.length === mostRead) break;
    words.push(quoteMark.test(found) ? '"' : /^\p{N}/u.test(found) ? "0" : found.replaceAll("’", "'"));
  }
  return words;
}
