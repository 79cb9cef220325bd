import { recipes } from "../../pipelines/scan/recipe.ts";
import type { RunSettings } from "../../pipelines/scan/run-files.ts";
import { trainRun } from "../../pipelines/scan/train-run.ts";
import { UserError } from "../../text/user-error.ts";
import type { ScanTrainOptions } from "./scan-options.ts";
import type { Terminal } from "../terminal.ts";
import { groupFor } from "./group-for.ts";
import { showTraining } from "./shown-training.ts";

/** Trains, or goes on training, and says where the best weights are. */
export async function scanTrain(options: ScanTrainOptions, terminal: Terminal): Promise<void> {
  const settings = settingsOf(options);
  const { out, json } = options;
  await showTraining(
    {
      settings,
      out,
      json,
      run: (folder, runner, watch) => trainRun(settings, folder, runner, watch),
    },
    terminal,
  );
}

function settingsOf({ split, cell, seed, recipe, steps, model, group, threads }: ScanTrainOptions): RunSettings {
  if (model === "plain" && group !== undefined)
    throw new UserError(
      `--group ${group}: expected --model group but found plain, which knows no group. Leave it out.`,
    );
  const chosen = recipes[recipe];
  const settings: RunSettings = {
    version: 1,
    split,
    cell,
    seed,
    ...chosen,
    steps: steps ?? chosen.steps,
    ...(threads > 1 && { threads }),
  };
  return model === "plain" ? settings : { ...settings, group: groupFor(split, group) };
}
