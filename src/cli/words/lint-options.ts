import type { WordsOptions } from "./words-options.ts";

export interface LintOptions extends WordsOptions {
  readonly fix?: boolean;
  readonly fixAll?: boolean;
  readonly format: "text" | "junit" | "sarif";
}

export interface PreviewOptions extends WordsOptions {
  readonly words: string;
  readonly relaxed?: boolean;
}
