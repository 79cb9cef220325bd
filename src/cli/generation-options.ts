import { type Command, InvalidArgumentError, Option } from "commander";
import { type DecoderName, decoderNames } from "../decode/decode-plan.ts";
import { textDefaults } from "../pipelines/text-defaults.ts";
import type { TextSettings } from "../pipelines/text-settings.ts";
import { any, positive, share, whole } from "./numbers.ts";

/** How texts are drawn, as the command line says it. */
export type GenerationOptions = TextSettings;

/** Adds the options that say how a text is drawn. */
export function withGenerationOptions(command: Command): Command {
  return command
    .addOption(choice("--sampler <name>", "how the next token is drawn", samplers, textDefaults.sampler))
    .option("--top-k <n>", "top-k: how many of the likeliest tokens", whole(1), textDefaults.topK)
    .option("--top-p <p>", "top-p: the probability they cover", share, textDefaults.topP)
    .option("--temperature <t>", "divides the logits", positive, textDefaults.temperature)
    .option("--mirostat <version>", "mirostat: 1 or 2", whole(1, 2), textDefaults.mirostat)
    .option("--tau <bits>", "mirostat: the surprise to hold, bits a token", positive, textDefaults.tau)
    .option("--eta <rate>", "mirostat: how fast it corrects itself", positive, textDefaults.eta)
    .option("--max-new-tokens <n>", "tokens to write", whole(1, 1024), textDefaults.maxNewTokens)
    .option("--beam <m>", "equizero: tokens a round", whole(1, 1024), textDefaults.beam)
    .addOption(choice("--score <what>", "equizero: which text is scored", scored, textDefaults.score))
    .addOption(choice("--score-by <what>", scoreBy, ["label", "probability"], textDefaults.scoreBy))
    .option("--other <score>", 'equizero: the score of "other"', any, textDefaults.other)
    .addOption(choice("--average <what>", "equi, r-equi: what is averaged", ["logit", "prob"], textDefaults.average))
    .addOption(choice("--coupling <how>", "what equal seeds share", ["noise", "rank", "none"], textDefaults.coupling));
}

const samplers = ["top-k", "top-p", "full", "greedy", "mirostat"];
const scored = ["masked", "unmasked", "both"];
const scoreBy = "equizero: score of the label, or P(positive) − P(negative)";

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
