/** Which written forms of a listed word are meant: as the cell has it alone, or also Capitalised and UPPER. */
export type CasePolicy = "as-written" | "variants";

/** What becomes of a row with a word of several tokens: an error, left to the model, or moved as whole words of the text (equizero only). */
export type SeveralTokensPolicy = "reject" | "general" | "text";

/** One value of an attribute, and how a prompt names it. */
export interface Demographic {
  readonly name: string;
  /** "man", "Black person": follows "The" in a prompt. */
  readonly phrase: string;
  /** Stands last in a composed prompt: "man" in "The Black man". */
  readonly noun?: string | undefined;
  /** Stands before the noun in a composed prompt: "Black". */
  readonly adjective?: string | undefined;
}

/** What list.json says. */
export interface ListDescription {
  readonly version: 1;
  readonly title: string;
  /** In the order of the columns of equality.csv: element k sends demographic i to demographic (i+k) mod d. */
  readonly demographics: readonly Demographic[];
  readonly case: CasePolicy;
  readonly severalTokens: SeveralTokensPolicy;
  /** "general": general.csv alone is general. "neutral": everything that is neither in E nor in neutral.csv is. */
  readonly partition: "general" | "neutral";
  readonly source: string;
  readonly licence: string;
  readonly note?: string | undefined;
}

/** A row of equality.csv: an orbit, one word for each demographic. */
export interface EqualityRow {
  /** Line of the file, from 1; the heading is line 1. */
  readonly row: number;
  readonly words: readonly string[];
  readonly role: string;
  readonly number: string;
  readonly note: string;
}

/** A row of neutral.csv or general.csv. */
export interface ListedWord {
  readonly row: number;
  readonly word: string;
  readonly note: string;
}

/** A word list: the paper's E, N and G with what they are about. */
export interface WordList {
  readonly name: string;
  /** Where it was read from, for messages. */
  readonly folder: string;
  readonly description: ListDescription;
  readonly equality: readonly EqualityRow[];
  readonly neutral: readonly ListedWord[];
  readonly general: readonly ListedWord[];
}
