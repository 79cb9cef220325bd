/** The likeliest next tokens of one text, by falling logit. */
export interface RankedRow {
  /** Token of each entry, shape (count). */
  readonly ids: Int32Array;
  /** Logits over the temperature, falling, shape (count). */
  readonly logits: Float32Array;
  /** log Σ exp of those logits over the whole vocabulary; NaN where a sampler that reads no probabilities needs none. */
  readonly logSumExp: number;
  /** The whole vocabulary's size; the row is complete where count equals it. */
  readonly vocabularySize: number;
}

/**
 * Cuts a next-token distribution before the draw. What a sampler remembers of a text is one number.
 * Law: commutes with renaming tokens. So entries that tie with the last one kept are kept too (`draw.ts` sees to it).
 */
export interface Sampler {
  readonly name: string;
  /** "likeliest": no chance, the lowest canonical name among the kept. "chance": a draw in proportion to probability. */
  readonly draws: "chance" | "likeliest";
  /** Entries worth reading first; Infinity: the whole vocabulary. */
  readonly firstRead: number;
  /** Whether `cut` or `next` needs `logSumExp`. */
  readonly readsProbabilities: boolean;
  /** What it remembers of an empty text. */
  readonly start: number;
  /** How many of the likeliest entries to keep, ≥ 1; undefined: the row shows too few to tell. */
  cut(row: RankedRow, state: number): number | undefined;
  /** What it remembers once a token of this surprise, −log₂ p, was drawn. */
  next(state: number, surpriseBits: number): number;
}

/** The parts that most samplers share: chance, no probabilities, no memory. */
export const memoryless = { draws: "chance", readsProbabilities: false, start: 0, next: () => 0 } as const;
