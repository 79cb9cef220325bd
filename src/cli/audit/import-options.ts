import { type Command, InvalidArgumentError, Option } from "commander";
import { withSeed } from "../common-options.ts";
import { type TableFormat, tableFormats } from "../../store/table/found-row.ts";
import { type AnalysisOptions, withAnalysisOptions } from "./analysis-options.ts";
import { type RunOptions, withRunOptions } from "./audit-options.ts";
import { type GateOptions, withGateOptions } from "./gate-options.ts";

export interface ImportOptions extends AnalysisOptions, GateOptions, RunOptions {
  readonly textColumn: string;
  readonly groupColumn?: string;
  readonly templateColumn?: string;
  readonly labelColumn?: string;
  readonly contextColumn?: string;
  readonly decoderColumn?: string;
  readonly sampleColumn?: string;
  readonly inputFormat?: TableFormat;
  readonly header: boolean;
  readonly quotes: boolean;
  readonly labels: string;
  readonly decoder: readonly DecoderFile[];
  readonly words?: string;
  readonly contexts?: string;
  readonly reference?: string;
  readonly classifier?: string;
  readonly secondClassifier?: string;
  readonly texts: boolean;
  readonly offline?: boolean;
  readonly seed: number;
  readonly out?: string;
}

/** A file, and what wrote its texts. */
export interface DecoderFile {
  readonly decoder: string;
  readonly path: string;
}

/** Adds those of `audit import`. */
export function withImportOptions(command: Command): Command {
  command.option(
    "--decoder <name=file>",
    "a file whose texts NAME wrote (may be repeated, the first is the baseline)",
    decoderFile,
    [],
  );
  withColumnOptions(command);
  withWordOptions(command);
  return withGateOptions(withAnalysisOptions(withSeed(withRunOptions(command))))
    .option("--no-texts", "reports without the texts: their figures alone")
    .option("--out <folder>", "where the run is kept (default: reports/ and the run's name)");
}

function withColumnOptions(command: Command): void {
  command
    .option("--text-column <name>", "the column or key that holds the text", "text")
    .option("--group-column <name>", "what the text is about: the groups that are compared")
    .option("--template-column <name>", "the prompt or template it came from: intervals are clustered by it")
    .option("--label-column <name>", "its label, where it has one (otherwise the classifier labels it)")
    .option("--context-column <name>", "compared apart: respect, occupation, …")
    .option("--decoder-column <name>", "what wrote it: compared before and after")
    .option("--sample-column <name>", "a number; texts of one template and number are counterparts")
    .addOption(
      new Option("--input-format <name>", "how the files are written (default: by their ending)").choices(tableFormats),
    )
    .option("--no-header", "the files have no heading: columns are numbers from 1")
    .option("--no-quotes", "quotation marks are plain characters in these files")
    .option(
      "--labels <coding>",
      'how labels are written: names, sheng (-1, 0, 1, 2), or pairs such as "bad=negative,fine=neutral,good=positive,none=other"',
      "names",
    );
}

function withWordOptions(command: Command): void {
  command
    .option("--words <names>", "word lists whose demographics are masked, or looked for where there is no group column")
    .option("--contexts <names>", "without a group column: the prompts that texts begin with")
    .option("--reference <group>", "the group that all others are compared with (default: the first by name)")
    .option("--classifier <name>", "labels texts (default: mini); texts that have labels get a second opinion")
    .option("--second-classifier <name>", "labels every text once more, for the agreement of the two")
    .option("--offline", "never use the network");
}

/** Reads "GPT2=before.tsv", once for each file. */
function decoderFile(text: string, before: readonly DecoderFile[]): readonly DecoderFile[] {
  const at = text.indexOf("=");
  const [decoder, path] = [text.slice(0, Math.max(at, 0)).trim(), text.slice(at + 1).trim()];
  if (decoder === "" || path === "" || decoder.length > 200) {
    throw new InvalidArgumentError(`Expected a name and a file such as "GPT2=before.tsv" but found "${text}".`);
  }
  return [...before, { decoder, path }];
}
