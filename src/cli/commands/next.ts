import { type Command, Option } from "commander";
import { withCommonOptions, withSeed } from "../common-options.ts";
import { decoderList } from "../generation-options.ts";
import type { NextOptions } from "../next-options.ts";
import { whole } from "../numbers.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";
import { withTextOptions } from "../text-options.ts";

/** `next`: the next-token distribution for every element, as the model gives it and as the decoder makes it. */
export function registerNext(command: Command, session: Session): void {
  command
    .argument("<prompt>", "the text so far")
    .option("--decoder <names>", "equi, r-equi, base; several with commas between", decoderList, ["equi"])
    .addOption(new Option("--average <what>", "what is averaged").choices(["logit", "prob"]).default("logit"))
    .option("--top <n>", "how many of the likeliest tokens of each column", whole(1), 10)
    .option("--all", "the whole vocabulary");
  withCommonOptions(withSeed(withTextOptions(command))).action(async (prompt: string, options: NextOptions) => {
    const { showNext } = await import("../show-next.ts");
    await showNext(prompt, options, asAsked(session.terminal, options));
  });
}
