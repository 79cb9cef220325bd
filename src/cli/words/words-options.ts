import type { Command } from "commander";
import { withCommonOptions } from "../common-options.ts";

/** Options of the commands on word lists. */
export interface WordsOptions {
  readonly model: string;
  readonly offline?: boolean;
  readonly json?: boolean;
  readonly plain?: boolean;
}

/** Adds those of the commands that read a model's tokens. */
export const withTokenizer = (command: Command): Command =>
  withCommonOptions(
    command
      .option("--model <name>", "whose tokens: mini (GPT-2's), a folder, or a hub id", "mini")
      .option("--offline", "never use the network"),
  );
