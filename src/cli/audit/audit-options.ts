import { type Command, InvalidArgumentError } from "commander";
import type { DecoderName } from "../../decode/decode-plan.ts";
import { withCommonOptions, withSeed } from "../common-options.ts";
import { decoderList, type GenerationOptions, withGenerationOptions } from "../generation-options.ts";
import { whole } from "../numbers.ts";
import { type TextOptions, withTextOptions } from "../text-options.ts";
import { type AnalysisOptions, withAnalysisOptions } from "./analysis-options.ts";
import { type GateOptions, withGateOptions } from "./gate-options.ts";

export interface AuditOptions extends TextOptions, GenerationOptions, AnalysisOptions, GateOptions, RunOptions {
  readonly secondClassifier?: string;
  readonly contexts: string;
  readonly decoders: readonly DecoderName[];
  readonly samples: number;
  readonly out?: string;
  readonly shard?: { readonly index: number; readonly count: number };
}

/** How any command of audits runs and what it prints. */
export interface RunOptions {
  readonly format?: string;
  readonly cache: boolean;
  readonly json?: boolean;
  readonly plain?: boolean;
}

/** Options of every command that finishes a run. */
export function withRunOptions(command: Command): Command {
  return withCommonOptions(command)
    .option(
      "--format <names>",
      "reports to write, with commas between: html, md, csv, parquet, junit (default: html,md)",
    )
    .option("--no-cache", "neither take texts from the cache of earlier audits nor keep them there");
}

/** Options of `audit` itself. */
export function withAuditOptions(command: Command): Command {
  withGateOptions(withAnalysisOptions(withRunOptions(withSeed(withGenerationOptions(withTextOptions(command))))))
    .option("--second-classifier <name>", "labels every text once more, for the agreement of the two")
    .option(
      "--contexts <names>",
      "respect, occupation, wide or CSV files of templates, with commas between",
      "respect,occupation",
    )
    .option(
      "--decoders <names>",
      "base, equi, r-equi, equizero, r-equizero, with commas between",
      decoderList,
      decoderList("base,equi,r-equi,equizero,r-equizero"),
    )
    .option(
      "--samples <n>",
      "texts of each template, demographic and decoder: 5 templates × 100 is the published design",
      whole(1, 1_000_000),
      100,
    )
    .option(
      "--out <folder>",
      "where the run is kept; a run that is there already is continued (default: reports/ and the run's name)",
    )
    .option("--shard <i/n>", "write only the i-th of n parts; evenhand audit merge puts them together", shardOf);
  return command;
}

/** Reads "2/4" as the second of four parts. */
function shardOf(text: string): { readonly index: number; readonly count: number } {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/u.exec(text.trim()) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new InvalidArgumentError("Expected a part such as 1/4, from 1/4 to 4/4.");
}
