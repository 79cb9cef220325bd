import { capitalised } from "./capitalised.ts";
import type { CasePolicy } from "./word-list.ts";

/** A way of writing a word, applied to each word of a row alike. */
type Form = (word: string) => string;

const asWritten: Form = (word) => word;
const upper: Form = (word) => word.toLocaleUpperCase("en");

const forms: Record<CasePolicy, readonly Form[]> = {
  "as-written": [asWritten],
  variants: [asWritten, capitalised, upper],
};

/** The row in each of its written forms, each once, shape (forms, d): man,woman; Man,Woman; MAN,WOMAN. Rows whose forms would fall together keep the first. */
export function writtenForms(words: readonly string[], policy: CasePolicy): readonly (readonly string[])[] {
  const rows = forms[policy].map((form) => words.map(form));
  const seen = new Set<string>();
  return rows.filter((row) => {
    if (row.some((word) => seen.has(word))) return false;
    for (const word of row) seen.add(word);
    return true;
  });
}
