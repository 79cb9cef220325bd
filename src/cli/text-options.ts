import type { Command } from "commander";
import { withModelOptions } from "./common-options.ts";

/** Options that say which model, classifier and word lists a command works with. */
export interface TextOptions {
  readonly model: string;
  readonly classifier: string;
  readonly words: string;
  readonly offline?: boolean;
  readonly threads?: number;
  readonly batchSize: number;
  readonly allowBatchDependent?: boolean;
}

/** Adds them. */
export function withTextOptions(command: Command): Command {
  return withModelOptions(command)
    .option("--classifier <name>", "mini (bundled), a folder in the Hugging Face layout, or a hub id", "mini")
    .option("--words <names>", "word lists: names or folders, with commas between; gender+race is a product", "gender");
}
