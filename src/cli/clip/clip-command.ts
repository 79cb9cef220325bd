import { commandLine, type GivenOption } from "../command-line.ts";
import type { ClipOptions } from "./clip-options.ts";
import { logitFactorOf } from "./logit-factor.ts";

/** The command that measures the same again; `own`: the options that only it has. */
export const clipCommand = (action: "eval" | "table", options: ClipOptions, own: readonly GivenOption[]): string =>
  commandLine(`clip ${action}`, [
    ["--model", options.model],
    ["--data", options.data],
    ["--prompts", options.prompts],
    ["--limit", options.limit],
    ["--form", options.form],
    ["--logit-factor", logitFactorOf(options, "measure")],
    ["--seed", options.seed],
    ...own,
  ]);
