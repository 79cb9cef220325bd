import { type Command, Option } from "commander";
import { UserError } from "../../text/user-error.ts";
import { withCommonOptions, withSeed } from "../common-options.ts";
import type { GenerateOptions } from "../generate-options.ts";
import { decoderList, withGenerationOptions } from "../generation-options.ts";
import { whole } from "../numbers.ts";
import type { Session } from "../session.ts";
import { asAsked, type Terminal } from "../terminal.ts";
import { withTextOptions } from "../text-options.ts";

/** `generate`: fair text for typed prompts or for contexts filled with every demographic. */
export function registerGenerate(command: Command, session: Session): void {
  command
    .argument("[prompt...]", "prompts; each is written for every demographic of the word list")
    .option("--contexts <name>", "instead of prompts: respect, occupation, wide, or a CSV file of templates")
    .option("--decoder <names>", "base, equi, r-equi, equizero, r-equizero; several with commas between", decoderList, [
      "equizero",
    ])
    .option("--samples <n>", "texts of each prompt", whole(1), 1)
    .option("--only", "only the prompts as they were typed, not their counterparts")
    .addOption(new Option("--csv", "a CSV table of the texts on stdout").conflicts("json"))
    .option("--log-prob", "add the log-probability under the unmodified model")
    .addOption(
      new Option("--frames <on>", "write an orbit once and carry it over").choices(["on", "off"]).default("on"),
    );
  withCommonOptions(withSeed(withGenerationOptions(withTextOptions(command)))).action(
    (prompts: readonly string[], options: GenerateOptions) =>
      generate(prompts, options, asAsked(session.terminal, options)),
  );
}

async function generate(prompts: readonly string[], options: GenerateOptions, terminal: Terminal): Promise<void> {
  if (prompts.length > 0 === (options.contexts !== undefined)) {
    const found = prompts.length > 0 ? "both" : "neither";
    throw new UserError(
      `generate: expected either prompts or --contexts but found ${found}. Try: evenhand generate "The man was known for".`,
    );
  }
  const { writeSamples } = await import("../write-samples.ts");
  await writeSamples(prompts, options, terminal);
}
