/** A pattern of whole words of any script, the longest first, or undefined of no words; where one holds a space, any white space matches. */
export function wholeWord(words: readonly string[], flags: string, before = ""): RegExp | undefined {
  const patterns = [...new Set(words.map((word) => word.trim()).filter((word) => word !== ""))]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((word) =>
      word
        .split(/\s+/u)
        .map(escapeRegExp)
        .join(String.raw`\s+`),
    );
  if (patterns.length === 0) return undefined;
  const letter = String.raw`[\p{L}\p{M}\p{N}_]`;
  return new RegExp(`(?<!${letter})${before}(?:${patterns.join("|")})(?!${letter})`, flags);
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
