import type { Draft } from "./draft.ts";

/** The draft with each row on one line of its file, so that line i + 2 is row i: line breaks in cells and in headings become spaces. */
export const onOneLine = (draft: Draft): Draft => ({
  ...draft,
  description: {
    ...draft.description,
    demographics: draft.description.demographics.map((one) => ({ ...one, name: flat(one.name) })),
  },
  equality: draft.equality.map(({ words, role, number, note }) => ({
    words: words.map(flat),
    role: flat(role),
    number: flat(number),
    note: flat(note),
  })),
  neutral: draft.neutral.map(({ word, note }) => ({ word: flat(word), note: flat(note) })),
  general: draft.general.map(({ word, note }) => ({ word: flat(word), note: flat(note) })),
});

const lineBreak = /[\r\n]/u;
const flat = (text: string): string => (lineBreak.test(text) ? text.replaceAll(/[\r\n]+/gu, " ") : text);
