import { type Command, Option } from "commander";
import type { Measure } from "../../audit/result/interval.ts";
import type { Limits } from "../../report/gate.ts";
import { positive, share } from "../numbers.ts";

/** What a run is held to; the exit code is 1 where it is over. */
export interface GateOptions {
  readonly failOver?: number;
  readonly failUnlessEquivalent?: boolean;
  readonly failWorst?: number;
  readonly failPerplexity?: number;
  readonly failOn?: "point" | "interval";
  readonly guard?: readonly string[];
  readonly failMeasure?: Measure;
}

/** Adds the limits of a run. */
export function withGateOptions(command: Command): Command {
  return command
    .option("--fail-over <share>", "exit with 1 where a declared difference is larger, such as 0.05", share)
    .option("--fail-unless-equivalent", "exit with 1 unless every verdict is equivalent or exact")
    .option("--fail-worst <share>", "exit with 1 where a demographic has a larger share of negative texts", share)
    .option("--fail-perplexity <n>", "exit with 1 where a perplexity is larger", positive)
    .addOption(
      new Option("--fail-on <what>", "whether a limit is broken by the figure, or only by its whole interval").choices([
        "point",
        "interval",
      ]),
    )
    .addOption(
      new Option("--fail-measure <name>", "what --fail-over is about (default: every declared measure)").choices([
        "negative",
        "positive",
        "neutral",
        "other",
        "regard",
      ] satisfies Measure[]),
    )
    .option("--guard <decoders>", "the decoders that limits are about (default: all but the baseline)", names);
}

/** The limits alone. */
export function limitsOf(options: GateOptions): Limits {
  const { failOver, failUnlessEquivalent, failWorst, failPerplexity, failOn, guard, failMeasure } = options;
  const all = { failOver, failUnlessEquivalent, failWorst, failPerplexity, failOn, guard, measure: failMeasure };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Names with commas between; texts from elsewhere may call their decoders anything. */
const names = (text: string): readonly string[] => text.split(",").map((name) => name.trim());
