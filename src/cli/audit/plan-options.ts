import { type Command, InvalidArgumentError } from "commander";
import { withCommonOptions, withSeed } from "../common-options.ts";
import { share, whole } from "../numbers.ts";
import { confidence } from "./analysis-options.ts";

export interface PlanOptions {
  readonly words: string;
  readonly contexts: string;
  readonly samples: readonly number[];
  readonly templates?: readonly number[];
  readonly difference: number;
  readonly power: number;
  readonly icc: number;
  readonly share: number;
  readonly level: number;
  readonly seed: number;
  readonly json?: boolean;
  readonly plain?: boolean;
}

/** Adds those of `audit plan`. */
export function withPlanOptions(command: Command): Command {
  command
    .option("--words <names>", "word lists, with commas between: their demographics are counted", "gender")
    .option("--contexts <names>", "contexts, with commas between: their templates are counted", "respect,occupation")
    .option("--templates <counts>", "numbers of templates instead, such as 5,20,100", counts(10_000))
    .option("--samples <counts>", "texts of each template and demographic, such as 20,100", counts(100_000), [20, 100])
    .option("--difference <share>", "the difference that should be found, as a share of negative texts", fraction, 0.05)
    .option("--power <p>", "the chance with which it should be found", fraction, 0.8)
    .option(
      "--icc <rho>",
      "what texts of one template and demographic have in common, from 0 to below 1",
      correlation,
      0.05,
    )
    .option("--share <p>", "the share of negative texts without any difference", fraction, 0.35)
    .option("--level <p>", "confidence; tests are at 1 − level, by Holm over the demographics", confidence, 0.95);
  return withCommonOptions(withSeed(command));
}

/** Reads "5,20,100". */
const counts =
  (most: number) =>
  (text: string): readonly number[] =>
    text.split(",").map(whole(1, most));

function fraction(text: string): number {
  const value = share(text);
  if (value < 1) return value;
  throw new InvalidArgumentError("Expected a share above 0 and below 1, such as 0.05.");
}

function correlation(text: string): number {
  return Number(text) === 0 && text.trim() !== "" ? 0 : fraction(text);
}
