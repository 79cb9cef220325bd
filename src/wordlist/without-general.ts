import type { WordList } from "./word-list.ts";

/** The list as the relaxed decoders use it: rows that hold a general word stay. */
export function withoutGeneral(list: WordList): WordList {
  const general = new Set(list.general.map(({ word }) => word.toLowerCase()));
  return {
    ...list,
    equality: list.equality.filter(({ words }) => !words.some((word) => general.has(word.toLowerCase()))),
  };
}
