import { clipMethods } from "../../pipelines/clip/clip-method.ts";
import { clipResult } from "../../pipelines/clip/clip-result.ts";
import { evaluateClip, type Outcome } from "../../pipelines/clip/evaluate-clip.ts";
import { hasLambda } from "../../pipelines/clip/lambda-folder.ts";
import type { ExperimentResult, ViewWeights } from "../../experiment/experiment-result.ts";
import { withRunLock } from "../../store/run-lock.ts";
import type { ClipTableOptions } from "./clip-options.ts";
import { tellExperiment, writeExperiment } from "../experiment-output.ts";
import type { Terminal } from "../terminal.ts";
import { clipCommand } from "./clip-command.ts";
import { openShownSession } from "./clip-watch.ts";
import { logitFactorOf } from "./logit-factor.ts";

const groups = ["rot90", "flip", "rot180"] as const;

/**
 * Measures every method on clean, turned and mirrored images and writes the report. λ is measured where the model has a network for the group. Throws UserError where another process writes there.
 */
export async function tableClip(options: ClipTableOptions, terminal: Terminal): Promise<void> {
  const result = await withRunLock(options.out, () => madeTable(options, terminal));
  await tellExperiment(result, options, terminal);
}

async function madeTable(options: ClipTableOptions, terminal: Terminal): Promise<ExperimentResult> {
  const { form, seed, perBatch, out } = options;
  const logitFactor = logitFactorOf(options, "measure");
  const session = await openShownSession(options, groups, terminal);
  try {
    const outcomes: Outcome[] = [];
    const viewWeights: ViewWeights[] = [];
    for (const group of groups) {
      const methods = clipMethods.filter((method) => method !== "lambda" || hasLambda(session.clip, group, form));
      const plan = { group, methods, form, logitFactor, perturbation: { seed, perBatch } };
      const measured = await evaluateClip(session, plan);
      outcomes.push(...measured.outcomes);
      if (measured.weights !== undefined) viewWeights.push(measured.weights);
    }
    const command = clipCommand("table", options, [
      ["--per-batch", perBatch],
      ["--out", out],
    ]);
    const result = clipResult(session, { outcomes, viewWeights, seed, perBatch, command });
    await writeExperiment(out, result);
    return result;
  } finally {
    await session.clip.model.close();
  }
}
