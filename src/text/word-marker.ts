/** Paints every whole word of a text that is in the list, whatever its case. Compile once, use for many texts. */
export function wordMarker(words: Iterable<string>, paint: (word: string) => string): (text: string) => string {
  const patterns = [...new Set([...words].map((word) => word.trim().toLowerCase()).filter((word) => word !== ""))]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`));
  if (patterns.length === 0) return (text) => text;
  const letter = String.raw`[\p{L}\p{M}\p{N}_]`;
  const listed = new RegExp(`(?<!${letter})(?:${patterns.join("|")})(?!${letter})`, "giu");
  return (text) => text.replace(listed, (word) => paint(word));
}
