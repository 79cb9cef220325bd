import type { Command } from "commander";
import { whole } from "./numbers.ts";

/** --json and --plain: every command has them. */
export function withCommonOptions(command: Command): Command {
  return command
    .option("--json", "machine output: one JSON object a line")
    .option("--plain", "no colours, no cursor movement");
}

/** Where chance enters. */
export function withSeed(command: Command): Command {
  return command.option("--seed <n>", "the same arguments and seed give the same bytes", whole(0, 4_294_967_295), 0);
}

/** Options of every command that runs a language model. */
export function withModelOptions(command: Command): Command {
  const named = command.option(
    "--model <name>",
    "mini (bundled), a folder in the Hugging Face layout, or a hub id",
    "mini",
  );
  return withEngineOptions(named).option(
    "--allow-batch-dependent",
    "run a model whose results depend on the batch; voids every guarantee",
  );
}

/** How a model is run: changes no result. */
export function withEngineOptions(command: Command): Command {
  return command
    .option("--offline", "never use the network")
    .option("--threads <n>", "threads of the model (default: the machine's cores)", whole(1, 256))
    .option("--batch-size <n>", "rows in one pass of the model; changes no result", whole(1, 4096), 128);
}
