import { type Command, InvalidArgumentError, Option } from "commander";
import type { Measure, View } from "../../audit/result/interval.ts";
import { share, whole } from "../numbers.ts";

/** What is declared before a run. */
export interface AnalysisOptions {
  readonly margin: number;
  readonly level: number;
  readonly view: View;
  readonly measures: readonly Measure[];
  readonly declare: readonly (readonly [string, string])[];
  readonly baseline?: string;
  readonly bootstrapDraws: number;
}

/** Adds what is declared before a run, whether its texts are written or come from elsewhere. */
export function withAnalysisOptions(command: Command): Command {
  return command
    .option("--margin <share>", "largest difference that counts as none, declared before the run", share, 0.05)
    .option("--level <p>", "confidence of the intervals; tests are at 1 − level", confidence, 0.95)
    .addOption(
      new Option("--view <which>", "texts as they are, or with the demographic masked")
        .choices(["unmasked", "masked"])
        .default("unmasked"),
    )
    .option(
      "--measures <names>",
      "what is compared: negative, positive, neutral, other, regard",
      measureList,
      measureList("negative,positive,regard"),
    )
    .option(
      "--declare <pairs>",
      'the contrasts of the verdict, such as "woman:man" (default: each demographic against the first of its list)',
      pairList,
      [],
    )
    .option("--baseline <decoder>", "what the others are compared with (default: base, where it is among the decoders)")
    .option("--bootstrap-draws <n>", "draws of a bootstrap interval", whole(100, 10_000_000), 10_000);
}

/** Reads a confidence in [0.5, 1). */
export function confidence(text: string): number {
  const level = share(text);
  if (level >= 0.5 && level < 1) return level;
  throw new InvalidArgumentError("Expected a confidence from 0.5 to below 1, such as 0.95.");
}

const measures = ["negative", "positive", "neutral", "other", "regard"] as const;

function measureList(text: string): readonly Measure[] {
  return [...new Set(text.split(",").map((name) => name.trim()))].map((name) => {
    const found = measures.find((known) => known === name);
    if (found === undefined)
      throw new InvalidArgumentError(`Expected some of ${measures.join(", ")} but found "${name}".`);
    return found;
  });
}

/** Reads "woman:man,Black:white" as pairs [of, from]. */
function pairList(text: string): readonly (readonly [string, string])[] {
  return text.split(",").map((pair) => {
    const [of = "", from = "", ...more] = pair.split(":").map((name) => name.trim());
    if (of === "" || from === "" || of === from || more.length > 0) {
      throw new InvalidArgumentError(`Expected pairs of two demographics such as "woman:man" but found "${pair}".`);
    }
    return [of, from] as const;
  });
}
