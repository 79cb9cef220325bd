import type { TrainedFold } from "../../networks/seq2seq/symmetrized-step.ts";
import { fineTuneRun, openFineTuning } from "../../pipelines/scan/fine-tune-run.ts";
import { UserError } from "../../text/user-error.ts";
import type { ScanFinetuneOptions } from "./scan-options.ts";
import type { Terminal } from "../terminal.ts";
import { showTraining } from "./shown-training.ts";

/** Fine-tunes a trained network on its symmetrized output, or goes on with it, and says where the best weights are. */
export async function scanFinetune(options: ScanFinetuneOptions, terminal: Terminal): Promise<void> {
  const { split, cell, from, out, json } = options;
  const tuning = await openFineTuning({ split, cell, checkpoint: from, option: "--from" }, foldOf(options), options);
  await showTraining(
    {
      settings: tuning.settings,
      out,
      json,
      run: (folder, runner, watch) => fineTuneRun(tuning, folder, runner, watch),
    },
    terminal,
  );
}

/** What is the default is not written down, so that a run's settings stay those of earlier versions. */
function foldOf({ method, straightThrough, loss }: ScanFinetuneOptions): TrainedFold {
  if (method === "equizero") {
    const chosen = loss === undefined || loss === "perStepMean" ? {} : { loss };
    return { method, straightThrough: straightThrough ?? "equitune", ...chosen };
  }
  if (straightThrough !== undefined)
    throw new UserError(
      `--straight-through ${straightThrough}: expected --method equizero but found ${method}, whose gradient needs no way round. Leave the option out.`,
    );
  if (loss !== undefined)
    throw new UserError(
      `--loss ${loss}: expected --method equizero but found ${method}, which chooses no view. Leave the option out.`,
    );
  return { method };
}
