import type { Tokenizer } from "../text/token.ts";
import type { CasePolicy } from "./word-list.ts";
import { writtenForms } from "./written-forms.ts";

/** How a form is written: the case, and whether a space goes before it. */
export interface FormKind {
  readonly writing: "as written" | "Capitalised" | "UPPER";
  readonly isSpaced: boolean;
}

/** A form of every word of a row. */
export interface FormPieces extends FormKind {
  /** With the space, where there is one, shape (words). */
  readonly forms: readonly string[];
  /** The tokens' texts of each form; an empty cell has none. */
  readonly pieces: readonly (readonly string[])[];
  /** Whether the list's case policy means this form. */
  readonly isUsed: boolean;
}

const writings = ["as written", "Capitalised", "UPPER"] as const;

/**
 * The token pieces of each word in each case, after a space and without one: what must be one token to be moved. Forms that fall together with an
 * earlier one ("Black" capitalised) are left out.
 */
export function formPieces(words: readonly string[], policy: CasePolicy, tokenizer: Tokenizer): readonly FormPieces[] {
  const used = new Set(writtenForms(words, policy).map((forms) => JSON.stringify(forms)));
  const all = words.length === 0 ? [] : namedForms(words);
  return all.flatMap(({ writing, written }) =>
    [true, false].map((isSpaced): FormPieces => {
      const forms = written.map((word) => (isSpaced && word !== "" ? ` ${word}` : word));
      const pieces = forms.map((form) => tokenizer.encode(form).map((token) => tokenizer.decode([token])));
      return { writing, isSpaced, forms, pieces, isUsed: used.has(JSON.stringify(written)) };
    }),
  );
}

/** The row as written, Capitalised and UPPER, each where it differs from those before. */
function namedForms(words: readonly string[]) {
  const upper = words.map((word) => word.toLocaleUpperCase("en"));
  return writtenForms(words, "variants").map((written, i) => ({
    written,
    writing: i > 0 && written.every((word, column) => word === upper[column]) ? "UPPER" : (writings[i] ?? "UPPER"),
  }));
}
