import { stringify } from "csv-stringify/sync";
import type { WordListFiles } from "../read-word-list.ts";
import type { Draft, DraftWord } from "./draft.ts";

/** The files of a list. Law: `readDraft` of them gives the draft back, its cells trimmed. Tables without rows keep their heading. */
export function formatDraft({ description, equality, neutral, general }: Draft): Required<WordListFiles> {
  const names = description.demographics.map(({ name }) => name);
  return {
    description: `${JSON.stringify(description, undefined, 2)}\n`,
    equality: stringify([
      [...names, "role", "number", "note"],
      ...equality.map(({ words, role, number, note }) => [...words, role, number, note]),
    ]),
    neutral: formatListed(neutral),
    general: formatListed(general),
  };
}

const formatListed = (words: readonly DraftWord[]): string =>
  stringify([["word", "note"], ...words.map(({ word, note }) => [word, note])]);
