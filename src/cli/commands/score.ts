import type { Command } from "commander";
import { withCommonOptions } from "../common-options.ts";
import type { ScoreOptions } from "../score-options.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";

/** `score`: regard labels for texts one already has. */
export function registerScore(command: Command, session: Session): void {
  command
    .argument("<file>", "CSV, TSV, JSONL, or one text a line")
    .option("--text-column <name>", "the column or key that holds the text", "text")
    .option("--no-header", "the file has no heading: the column is a number from 1")
    .option("--no-quotes", "quotation marks are plain characters in this file")
    .option("--classifier <name>", "mini (bundled), a folder in the Hugging Face layout, or a hub id", "mini")
    .option("--words <name>", "label with the demographics of a word list masked, too")
    .option("--mask <phrase>", "label with this phrase masked, too (may be repeated)", collect)
    .option("--offline", "never use the network");
  withCommonOptions(command).action(async (file: string, options: ScoreOptions) => {
    const { scoreFile } = await import("../score-file.ts");
    await scoreFile(file, options, asAsked(session.terminal, options));
  });
}

const collect = (phrase: string, before: readonly string[] | undefined) => [...(before ?? []), phrase];
