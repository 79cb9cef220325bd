import type { ForeignFormat } from "../../wordlist/author/foreign-format.ts";
import type { WordsOptions } from "./words-options.ts";

/** What a list says of itself. */
export interface AboutOptions extends WordsOptions {
  readonly demographics?: readonly string[];
  readonly title?: string;
  readonly source?: string;
  readonly licence?: string;
}

export interface NewListOptions extends AboutOptions {
  readonly from?: string;
}

export interface ImportListOptions extends AboutOptions {
  readonly out: string;
  readonly format?: ForeignFormat;
  readonly entry?: string;
  readonly heading?: boolean;
  readonly prefer: "none" | "first";
}

export interface ExportOptions extends WordsOptions {
  readonly format: "csv" | "tsv" | "json";
  readonly out?: string;
}

export interface MergeOptions extends WordsOptions {
  readonly out: string;
}

export interface CoverageOptions extends WordsOptions {
  readonly words: string;
  readonly contexts: string;
  readonly threads?: number;
  readonly batchSize: number;
  readonly allowBatchDependent?: boolean;
}
