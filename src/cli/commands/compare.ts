import type { Command } from "commander";
import { withCommonOptions } from "../common-options.ts";
import { share } from "../numbers.ts";
import type { CompareOptions } from "../report/compare-options.ts";
import type { Session } from "../session.ts";
import { asAsked } from "../terminal.ts";

/** `compare`: two runs side by side, paired over templates; exit code 1 where the second is worse than a limit allows. */
export function registerCompare(command: Command, session: Session): void {
  command
    .argument("<before>", "the folder of a run")
    .argument("<after>", "the folder of another")
    .option(
      "--format <names>",
      "html, md, json, or terminal, which is short; several with commas between (default: terminal)",
    )
    .option("--out <path>", "a folder, or a file where one format is asked for; - for stdout (default)")
    .option("--fail-worse <share>", "exit with 1 where a declared gap grew by more, such as 0.02", share);
  withCommonOptions(command).action(async (before: string, after: string, options: CompareOptions) => {
    const { runCompare } = await import("../report/run-compare.ts");
    const passed = await runCompare(before, after, options, asAsked(session.terminal, options));
    if (!passed) session.found();
  });
}
