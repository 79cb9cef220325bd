import { type Command, InvalidArgumentError, Option } from "commander";
import { type DecoderName, decoderNames } from "../decode/decode-plan.ts";
import type { TextSettings } from "../pipelines/text-settings.ts";
import { any, positive, share, whole } from "./numbers.ts";

/** How texts are drawn, as the command line says it. */
export type GenerationOptions = TextSettings;

/** Adds the options that say how a text is drawn. */
export function withGenerationOptions(command: Command): Command {
  return command
    .addOption(
      choice(
        "--sampler <name>",
        "how the next token is drawn",
        ["top-k", "top-p", "full", "greedy", "mirostat"],
        "top-k",
      ),
    )
    .option("--top-k <n>", "top-k: how many of the likeliest tokens", whole(1), 40)
    .option("--top-p <p>", "top-p: the probability they cover", share, 0.9)
    .option("--temperature <t>", "divides the logits", positive, 1)
    .addOption(new Option("--mirostat <version>", "mirostat: 1 or 2").argParser(mirostatVersion).default(1))
    .option("--tau <bits>", "mirostat: the surprise to hold, bits a token", positive, 3)
    .option("--eta <rate>", "mirostat: how fast it corrects itself", positive, 1)
    .option("--max-new-tokens <n>", "tokens to write", whole(1, 1024), 15)
    .option("--beam <m>", "equizero: tokens a round", whole(1, 1024), 5)
    .addOption(choice("--score <what>", "equizero: which text is scored", ["masked", "unmasked", "both"], "masked"))
    .addOption(
      choice(
        "--score-by <what>",
        "equizero: score of the label, or P(positive) − P(negative)",
        ["label", "probability"],
        "label",
      ),
    )
    .option("--other <score>", 'equizero: the score of "other"', any, 0)
    .addOption(choice("--average <what>", "equi, r-equi: what is averaged", ["logit", "prob"], "logit"))
    .addOption(
      choice("--coupling <how>", "what equal seeds share across an orbit", ["noise", "rank", "none"], "noise"),
    );
}

/** Reads "base,equi" as decoders, each once, in the order given. */
export function decoderList(text: string): readonly DecoderName[] {
  const names = [...new Set(text.split(",").map((name) => name.trim()))];
  return names.map((name) => {
    const decoder = decoderNames.find((known) => known === name);
    if (decoder === undefined)
      throw new InvalidArgumentError(
        `Expected one or more of ${decoderNames.join(", ")}, with commas between, but found "${name}".`,
      );
    return decoder;
  });
}

const choice = (flags: string, description: string, choices: readonly string[], preset: string) =>
  new Option(flags, description).choices(choices).default(preset);

function mirostatVersion(text: string): number {
  if (text === "1" || text === "2") return Number(text);
  throw new InvalidArgumentError("Expected 1 or 2.");
}

/** The settings alone, without the options around them: what names a text must not change with the number of threads. */
export function settingsOf(options: GenerationOptions): TextSettings {
  const { sampler, topK, topP, temperature, tau, eta, mirostat, maxNewTokens, beam } = options;
  const { score, scoreBy, other, average, coupling, seed } = options;
  const drawing = { sampler, topK, topP, temperature, tau, eta, mirostat, maxNewTokens, coupling, seed };
  return { ...drawing, beam, score, scoreBy, other, average };
}
