import type { Frame } from "../group/frame.ts";
import type { Element } from "../group/group.ts";
import type { RegardScore } from "../regard/regard-score.ts";
import type { Regard } from "../regard/regard.ts";
import type { TokenId } from "../text/token.ts";
import type { TokenAction } from "../wordlist/token-action.ts";
import type { Sampler } from "./sampler.ts";

export const decoderNames = ["base", "equi", "r-equi", "equizero", "r-equizero"] as const;
export type DecoderName = (typeof decoderNames)[number];
/** How chance is shared by the texts of an orbit: Gumbel noise or a rank carried along the group, or not at all. */
export type Coupling = "noise" | "rank" | "none";

/** A decoder with what only it needs to know. */
export type Decoder =
  | { readonly name: "base" }
  | { readonly name: "equi" | "r-equi"; readonly average: "logit" | "prob" }
  | { readonly name: "equizero" | "r-equizero"; readonly search: RegardSearch };

/** How EquizeroLM writes a round and judges its candidates. */
export interface RegardSearch {
  /** Tokens each view writes a round, ≥ 1. */
  readonly beam: number;
  /** The text of tokens, as the classifier is to see it. */
  readonly decode: (tokens: readonly TokenId[]) => string;
  /** The verdicts that drive the choice; masked or not is settled by who gives this function. A text's verdict depends on it alone. */
  readonly judge: (texts: readonly string[]) => Promise<readonly Regard[]>;
  /** What is maximised: `labelScore(other)` or `probabilityScore`. */
  readonly score: RegardScore;
}

/** Why a text ended: its longest length, the end-of-text token, or a line break. The token that ends a text is no part of it. */
export type Finish = "length" | "eos" | "newline";

/** How a draw is made from a next-token distribution. */
export interface Sampling {
  readonly sampler: Sampler;
  /** > 0; divides the logits before the sampler cuts. */
  readonly temperature: number;
  readonly coupling: Coupling;
}

/** Everything that fixes the texts of `generate` but the jobs. */
export interface DecodePlan {
  readonly decoder: Decoder;
  /** For the relaxed decoders: the action that fixes general words. base only names tokens by it. */
  readonly action: TokenAction;
  readonly frame: Frame<readonly TokenId[]>;
  /** "on": an orbit of an equivariant decoder is written once and carried. "off": every prompt is written as given. */
  readonly frames: "on" | "off";
  readonly sampling: Sampling;
  readonly maxNewTokens: number;
  /** Whether a token ends the text, and why. */
  readonly stop: (token: TokenId) => Exclude<Finish, "length"> | undefined;
  /** A whole number, 0 ≤ seed < 2³². */
  readonly seed: number;
  /** The most rows the model holds at a time. Texts do not depend on it. */
  readonly batchSize: number;
}

/** One text to write. */
export interface DecodeJob {
  readonly prompt: readonly TokenId[];
  /** Which element's text this is; enters chance only under coupling "none". */
  readonly element: Element;
  /** Texts of one prompt differ by their sample. */
  readonly sample: number;
  /** Texts of different templates may differ by their stream, lest they share noise; default 0. */
  readonly stream?: number;
}

/** What `generate` tells while it writes. `job` counts the jobs from 0. */
export type DecodeEvent =
  | { readonly kind: "tokens"; readonly job: number; readonly tokens: readonly TokenId[] }
  | { readonly kind: "round"; readonly job: number; readonly round: SearchRound }
  | { readonly kind: "finished"; readonly job: number; readonly tokens: readonly TokenId[]; readonly finish: Finish };

/** One round of EquizeroLM: what every view wrote and which one was taken. */
export interface SearchRound {
  /** From 0. */
  readonly number: number;
  readonly candidates: readonly SearchCandidate[];
  /** Index of the winner among the candidates. */
  readonly winner: number;
  /** What told the winner from the runner-up: its regard, its log-probability, its tokens, or nothing (equal texts). */
  readonly decidedBy: "regard" | "log-probability" | "tokens" | "nothing";
}

export interface SearchCandidate {
  /** The view: this element moved the prompt before the model wrote. */
  readonly element: Element;
  /** What the model wrote in that view this round, and the whole text of the view. */
  readonly tokens: readonly TokenId[];
  readonly text: string;
  readonly regard: Regard;
  /** What the search maximises. */
  readonly score: number;
  /** Σ log p of the drawn tokens (with the one that ends the text) under the model in that view, nats. */
  readonly logProb: number;
}
