import type { TopTokens } from "./top-tokens.ts";

/** A causal network as the engine sees it: rows of equal shape in, caches and states out. Runs in the engine's worker. */
export interface Network {
  readonly vocabularySize: number;
  /** The most tokens a row can hold. */
  readonly contextLength: number;
  /** Caches a row has (keys and values of every layer), and the heads and width of each: shape (heads, tokens, width). */
  readonly caches: number;
  readonly heads: number;
  readonly headWidth: number;
  /** Numbers that `step` leaves of a row for `logits`. */
  readonly stateWidth: number;
  /** At most this many tokens are worth reading in one pass. */
  readonly tokensPerPass: number;
  /** Reads the next tokens of rows that hold `past` tokens each. Leaves the caches as they are. */
  step(step: Step): Promise<Stepped>;
  /** The logits of states, shape (rows, stateWidth) to (rows, V), written to the start of `out`. */
  logits(states: Float32Array, rows: number, out: Float32Array): Promise<void>;
  /** The likeliest tokens after states, where that is quicker than by way of all their logits; with the same numbers. */
  readonly top?: (states: Float32Array, rows: number, top: number) => Promise<TopTokens>;
  /** Some columns of the logits: shape (rows, stateWidth) to (rows, |tokens|). Cheap where |tokens| is far below V. */
  columns(states: Float32Array, rows: number, tokens: Int32Array): Promise<Float32Array>;
  close(): Promise<void>;
}

/** One pass: `rows` rows of `past` tokens, each followed by `count` new ones. */
export interface Step {
  /** Shape (rows, count). */
  readonly tokens: Int32Array;
  readonly rows: number;
  readonly count: number;
  readonly past: number;
  /** The rows' caches, each of shape (rows, heads, slots, headWidth) at the start of its array: `past` slots are filled, and the others hold any finite numbers. */
  readonly caches: readonly Float32Array[];
  /** Follows from the row's own tokens, for numbers may depend on it; 0 where `past` is. */
  readonly slots: number;
}

/** What a pass gives. */
export interface Stepped {
  /** The state after each row's last token, shape (rows, stateWidth). */
  readonly states: Float32Array;
  /** What the new tokens add to each cache, shape (rows, heads, count, headWidth). */
  readonly added: readonly Float32Array[];
}
