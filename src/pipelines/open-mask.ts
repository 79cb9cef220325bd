import { masker } from "../regard/mask.ts";
import { loadWords } from "../store/word-lists.ts";
import { maskOf } from "./open-words.ts";
import type { Mask } from "./score.ts";

/** The mask of a word list's demographics, of phrases, or of both; undefined where neither is given. */
export function openMask(words: string | undefined, phrases: readonly string[]): Mask | undefined {
  const lists = words === undefined ? [] : loadWords(words).flatMap((read) => read.map(({ list }) => list));
  const ofPhrases = phrases.length === 0 ? undefined : masker({ mentions: phrases });
  if (lists.length === 0) return ofPhrases;
  const ofLists = maskOf(lists);
  return ofPhrases === undefined ? ofLists : (text) => ofLists(ofPhrases(text).text);
}
