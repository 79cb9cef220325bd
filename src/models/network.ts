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
  /** Reads the next tokens of rows that hold `past` tokens each; see {@link Step}. Returns the state after the last, shape (rows, stateWidth). */
  step(step: Step): Promise<Float32Array>;
  /** The logits of states, shape (rows, stateWidth) to (rows, V), written to the start of `out`. */
  logits(states: Float32Array, rows: number, out: Float32Array): Promise<void>;
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
  /** A row's caches before, each of shape (rows, heads, past, headWidth), at the start of its array. */
  readonly before: readonly Float32Array[];
  /** Where to write the caches after, each of shape (rows, heads, past + count, headWidth). */
  readonly after: readonly Float32Array[];
}
