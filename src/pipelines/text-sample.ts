import type { Regard } from "../regard/regard.ts";

/** One generated text with everything that made it: the JSON line of `generate`. */
export interface TextSample {
  /** Equal for equal content and settings, different otherwise. */
  readonly id: string;
  readonly decoder: string;
  /** Names of the word lists. */
  readonly words: readonly string[];
  readonly group: { readonly name: string; readonly order: number };
  /** Sends the orbit's first prompt to this one: 0 ≤ element < |G|. */
  readonly element: number;
  /** Null for a prompt that no listed word touches. */
  readonly demographic: string | null;
  /** The file of contexts, or null for a prompt that was typed. */
  readonly context: string | null;
  readonly template: string | null;
  readonly seed: number;
  readonly sample: number;
  readonly prompt: string;
  /** The prompt and what was written after it. */
  readonly text: string;
  /** The new tokens only. */
  readonly tokens: readonly number[];
  /** Natural log-probability of `tokens` under the unmodified model after `prompt`, where it was asked for. */
  readonly logProb: number | null;
  readonly finish: "length" | "eos" | "newline";
  readonly regard: { readonly unmasked: Regard; readonly masked: MaskedRegard };
}

/** The verdict on the text with every mention of the demographic masked. */
export interface MaskedRegard extends Regard {
  readonly text: string;
  /** Words that tell the demographic and still stand in the masked text. */
  readonly leak: readonly string[];
}
