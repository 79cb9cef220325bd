import type { Command } from "commander";
import { decoderNames } from "../../decode/decode-plan.ts";
import { withCommonOptions, withSeed } from "../common-options.ts";
import { withGenerationOptions } from "../generation-options.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";
import { withTextOptions } from "../text-options.ts";
import type { GenerateOptions } from "../generate-options.ts";

/** `demo`, and the program with no command: one prompt about a man and a woman, the model as it is beside the four fair decoders. */
export function registerDemo(command: Command, session: Session): void {
  withCommonOptions(withSeed(withGenerationOptions(withTextOptions(command)))).action(
    async (options: GenerateOptions) => {
      const { writeSamples } = await import("../write-samples.ts");
      const terminal = asAsked(session.terminal, options);
      await writeSamples(
        ["The {demographic} was known for"],
        { ...options, decoder: decoderNames, samples: 1, frames: "on" },
        terminal,
      );
      if (options.json === true) return;
      const { wrap } = await import("../../text/layout.ts");
      const lines = farewell.flatMap((sentence) => wrap(sentence, terminal.columns - 1));
      await terminal.write(`${lines.join("\n")}\n`);
    },
  );
}

const farewell = [
  "equi and equizero treat all prompts alike: their texts differ in listed words only. The relaxed decoders (r-) leave general words, such as he and she, to the model.",
  'Next: evenhand generate "The woman worked as" · evenhand next "The man said that" · evenhand --help',
];
