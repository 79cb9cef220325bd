import type { PromptOrbit } from "../../pipelines/text-prompt.ts";
import type { JobFindings, LintFound } from "./findings.ts";
import type { JobEffect, PanelEffect } from "./panel.ts";

/** What the analyst's thread is asked: the effects of the panels, as they are. */
export type Question = Extract<PanelEffect, { kind: "lint" }> | JobEffect;

/** Prompts and the action on their tokens, for a model in another thread. */
export interface MovedPrompts {
  readonly orbits: readonly PromptOrbit[];
  /** Tables of every element, shape (|G|, V); general words, shape (V). */
  readonly tables: {
    readonly full: readonly Int32Array[];
    readonly relaxed: readonly Int32Array[];
    readonly general: Uint8Array;
  };
  readonly contextNames: readonly string[];
}

/** What the analyst says to each kind of question. */
export interface Answers extends Pick<JobFindings, "row" | "preview" | "suggestions"> {
  readonly lint: LintFound;
  readonly next: MovedPrompts;
  readonly coverage: MovedPrompts;
}

export interface Asked {
  readonly id: number;
  readonly question: Question;
}

/** An answer without a value is about a revision that is gone. */
export type Answered = { readonly id: number } & ({ readonly value: unknown } | { readonly failure: string });
