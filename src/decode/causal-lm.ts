import type { TokenId } from "../text/token.ts";

/** What one model has been asked to do so far, counted at the model itself. */
export interface ModelCalls {
  /** Runs of the network. */
  readonly passes: number;
  /** Tokens read, summed over the rows of every run. */
  readonly tokens: number;
}

/** A causal language model. Law (row independence): what a row reads depends on that row alone, bit for bit. */
export interface CausalLM {
  readonly name: string;
  readonly vocabularySize: number;
  /** The most tokens a row can hold. */
  readonly contextLength: number;
  calls(): Promise<ModelCalls>;
  /** Reads prompts of any lengths; equal prompts are read once. Throws RangeError on an empty or over-long prompt. */
  open(prompts: readonly (readonly TokenId[])[]): Promise<Decoding>;
  close(): Promise<void>;
}

/** Rows of tokens with their KV cache. A Decoding owns its cache until it is closed. */
export interface Decoding {
  /** Tokens in each row. */
  readonly lengths: readonly number[];
  /** The next-token distributions of the rows, or of groups of rows folded to one. */
  read(reading: Reading): Promise<NextTokens>;
  /** Appends tokens[r] to row r; the counts may differ, and be 0. Rows of equal shape are read in one pass. */
  append(tokens: readonly (readonly TokenId[])[]): Promise<void>;
  /** A new Decoding whose row i is a copy of row rows[i]. This one stays as it is. */
  fork(rows: readonly number[]): Promise<Decoding>;
  /** Keeps only the given rows, in the given order (each at most once): how finished rows leave. */
  keep(rows: readonly number[]): Promise<void>;
  /** Cuts row r back to lengths[r] tokens (≥ 1). After it `read` needs an `append` to that row first. */
  rewind(lengths: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

/** Folds each run of |views| consecutive rows to one distribution. Row i·|views| + j is seen through `alignments[j]`. */
export interface ViewFold {
  /** aligned[v] = raw[alignments[j][v]], shape (views, V): for the view g·x this is the table of g. */
  readonly alignments: readonly Int32Array[];
  /** The mean of the logits (the geometric mean of the distributions, up to a factor) or of the probabilities. */
  readonly average: "logit" | "prob";
  /** Tokens for which view 0 alone counts (1), shape (V): the general words of R-EquiLM. */
  readonly own?: Uint8Array;
}

export interface Reading {
  /** How many of the likeliest tokens to give; absent: all of them. */
  readonly top?: number;
  /** Instead of `top`: one token for each distribution, and only its logit is given. */
  readonly of?: readonly TokenId[];
  readonly fold?: ViewFold;
}

/** Next-token distributions, one row each. */
export interface NextTokens {
  /** Columns: `top`, 1 for `of`, or the vocabulary size. */
  readonly width: number;
  /** Token of each entry, by falling logit, shape (rows, width); absent where the columns are the vocabulary itself. */
  readonly ids?: Int32Array;
  /** Natural-log scale, shape (rows, width). With average "prob": log-probabilities. */
  readonly logits: Float32Array;
  /** log Σ exp over the whole vocabulary, shape (rows). */
  readonly logSumExp: Float32Array;
}
