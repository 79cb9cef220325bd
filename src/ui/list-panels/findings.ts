import type { Coverage } from "../../pipelines/word-coverage.ts";
import type { Suggestion } from "../../wordlist/author/suggest-rows.ts";
import type { FormPieces } from "../../wordlist/form-pieces.ts";
import type { LintSummary } from "../../wordlist/lint.ts";
import type { PreviewImage } from "../../wordlist/preview.ts";
import type { Problem } from "../../wordlist/problem.ts";

/** What the lint said of a revision of the draft, and the action that the draft makes. */
export interface LintFound {
  readonly revision: number;
  /** Errors first, then warnings, each in the order of the rows; the first thousand. Their fixes are worked out when one is selected. */
  readonly problems: readonly Problem[];
  /** How many problems there are in all. */
  readonly total: number;
  readonly summary: LintSummary;
  /** What the rows that can be moved make; or why nothing can be moved. */
  readonly action: ActionFacts | { readonly failure: string };
}

/** The generator g of a list's action on the tokens of a vocabulary, as it was computed from its table. */
export interface ActionFacts {
  /** The least k ≥ 1 with gᵏ = e on every token. */
  readonly order: number;
  readonly demographics: number;
  readonly vocabularySize: number;
  /** Cycles by their length, with how many there are. Length 1: tokens that stay. */
  readonly cycles: readonly (readonly [length: number, count: number])[];
  readonly rows: number;
  /** Rows with a form that moves. */
  readonly movedRows: number;
  /** How the tokens are divided. `relaxedAway` are equality words that are general as well. */
  readonly tokens: Readonly<Record<"equality" | "relaxedAway" | "general" | "neutral", number>>;
}

/** The pieces of the words of a row. */
export interface RowFound {
  readonly words: readonly string[];
  readonly forms: readonly FormPieces[];
  /** The forms of the row that g moves, with their spaces, one for each demographic; absent for words that are no orbit. */
  readonly cycles?: readonly (readonly string[])[];
}

export interface PreviewFound {
  readonly prompt: string;
  readonly images: readonly PreviewImage[];
}

/** Probabilities of the next token after each image of a prompt, before and after; each row is an orbit of tokens. */
export interface NextFound {
  readonly decoder: "equi" | "r-equi";
  /** One for each image of the prompt. */
  readonly demographics: readonly (string | null)[];
  readonly rows: readonly {
    readonly cells: readonly { readonly token: string; readonly before: number; readonly after: number }[];
  }[];
}

export interface CoverageFound {
  readonly contexts: string;
  /** All contexts that there are. */
  readonly names: readonly string[];
  readonly rows: readonly Coverage[];
}

/** What the panels have worked out beside the lint, each for a revision that was checked. */
export interface JobFindings {
  readonly row: RowFound;
  readonly preview: PreviewFound;
  readonly next: NextFound;
  readonly coverage: CoverageFound;
  readonly suggestions: readonly Suggestion[];
}
export type JobName = keyof JobFindings;
