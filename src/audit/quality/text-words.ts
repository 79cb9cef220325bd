/** Figures over words read no more than this many of a text, lest one line of 100,000 words outweigh all others or fill the memory. */
export const mostWords = 256;

// Scripts that part no words by spaces: each character with its marks counts as one.
const unspaced = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]`;
const letter = String.raw`(?:(?!${unspaced})[\p{L}\p{M}\p{N}])`;
const anyWord = new RegExp(String.raw`${unspaced}\p{M}*|${letter}+(?:['’]${letter}+)*`, "gu");
const plainWord = /[a-z0-9]+(?:'[a-z0-9]+)*/g;
const plain = /^[\p{ASCII}]*$/u;

/**
 * The words of a text in lower case, NFC: runs of letters, marks and digits of any script, with inner apostrophes ("don't" is one word, "well-known" two);
 * in scripts without spaces between words every character is a word. Punctuation is dropped. Cost: linear in the text.
 */
export function textWords(text: string): string[] {
  const lower = text.toLowerCase();
  if (plain.test(lower)) return lower.match(plainWord) ?? [];
  return (lower.normalize("NFC").match(anyWord) ?? []).map((word) => word.replaceAll("’", "'"));
}
