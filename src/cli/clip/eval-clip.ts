import { clipResult } from "../../pipelines/clip/clip-result.ts";
import { type ClipMethod, clipMethods } from "../../pipelines/clip/clip-method.ts";
import { evaluateClip } from "../../pipelines/clip/evaluate-clip.ts";
import { UserError } from "../../text/user-error.ts";
import type { ClipEvalOptions } from "./clip-options.ts";
import { tellExperiment } from "../experiment-output.ts";
import type { Terminal } from "../terminal.ts";
import { clipCommand } from "./clip-command.ts";
import { openShownSession } from "./clip-watch.ts";
import { logitFactorOf } from "./logit-factor.ts";

/** Measures the methods asked for on the images as they are and moved. */
export async function evalClip(options: ClipEvalOptions, terminal: Terminal): Promise<void> {
  const methods = options.methods.map(methodNamed);
  const { group, form, lambda, seed, perBatch } = options;
  const logitFactor = logitFactorOf(options, "measure");
  const session = await openShownSession(options, [group], terminal);
  try {
    const plan = {
      group,
      methods,
      form,
      logitFactor,
      perturbation: { seed, perBatch },
      ...(lambda !== undefined && { lambda }),
    };
    const { outcomes, weights } = await evaluateClip(session, plan);
    const command = clipCommand("eval", options, [
      ["--group", group],
      ["--methods", methods.join(",")],
      ["--lambda", lambda],
      ["--per-batch", perBatch],
    ]);
    const viewWeights = weights === undefined ? [] : [weights];
    const result = clipResult(session, { outcomes, viewWeights, seed, perBatch, command });
    await tellExperiment(result, options, terminal);
  } finally {
    await session.clip.model.close();
  }
}

function methodNamed(name: string): ClipMethod {
  const found = clipMethods.find((method) => method === name);
  if (found === undefined)
    throw new UserError(
      `--methods: expected some of ${clipMethods.join(", ")} but found "${name}". Check the spelling.`,
    );
  return found;
}
