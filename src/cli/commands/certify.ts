import { type Command, Option } from "commander";
import type { CertifyOptions } from "../certify-options.ts";
import { withCommonOptions } from "../common-options.ts";
import { decoderList, withGenerationOptions } from "../generation-options.ts";
import { positive, whole } from "../numbers.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";
import { withTextOptions } from "../text-options.ts";
import { withSeed } from "../common-options.ts";

/** `certify`: measures the equivariance of a model, decoder and word list; exit code 1 where it is over the tolerance. */
export function registerCertify(command: Command, session: Session): void {
  command
    .option("--decoder <names>", "base, equi, r-equi, equizero, r-equizero; several with commas between", decoderList, [
      "equi",
    ])
    .option("--contexts <name>", "where the prompts come from", "respect")
    .option("--prompts <n>", "templates measured, from the first", whole(1), 5)
    .option("--continuations <n>", "sampled continuations of each prompt", whole(0), 8)
    .option("--tolerance <nats>", "the largest gap that passes", positive, 1e-4)
    .addOption(
      new Option("--limit <nats>", "r-equi: fail over this gap (otherwise it is only reported)").argParser(positive),
    );
  withCommonOptions(withSeed(withGenerationOptions(withTextOptions(command)))).action(
    async (options: CertifyOptions) => {
      const { runCertify } = await import("../run-certify.ts");
      const passed = await runCertify(options, asAsked(session.terminal, options));
      if (!passed) session.found();
    },
  );
}
