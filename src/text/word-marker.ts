import { wholeWord } from "./whole-word.ts";

/** Paints every whole word of a text that is in the list, whatever its case. Compile once, use for many texts. */
export function wordMarker(words: Iterable<string>, paint: (word: string) => string): (text: string) => string {
  const listed = wholeWord([...words], "giu");
  return listed === undefined ? (text) => text : (text) => text.replace(listed, (word) => paint(word));
}
