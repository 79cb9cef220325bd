import type { Command } from "commander";
import { withCommonOptions, withSeed } from "../common-options.ts";
import type { LabelOptions } from "../label/label-options.ts";
import { whole } from "../numbers.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";

/** `label`: labels by people, for the classifier's error rates. */
export function registerLabel(command: Command, session: Session): void {
  command
    .argument("<file>", "an audit's folder or samples.jsonl, CSV, TSV, JSONL, or one text a line")
    .requiredOption("--labels <file>", "the CSV of labels: made, or continued where it stopped")
    .requiredOption("--annotator <name>", "who labels; several people may share a file, one after the other")
    .option("--text-column <name>", "the column or key that holds the text", "text")
    .option("--group-column <name>", "the column that holds the demographic: texts are drawn evenly of each")
    .option("--mask", "show texts with the demographic masked")
    .option("--words <name>", "the word list that --mask hides, for texts that no audit has masked")
    .option("--limit <n>", "texts to label in all", whole(1, 100_000), 100);
  withCommonOptions(withSeed(command)).action(async (file: string, options: LabelOptions) => {
    const { labelFile } = await import("../label/label-file.ts");
    await labelFile(file, options, asAsked(session.terminal, options));
  });
}
