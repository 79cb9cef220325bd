import { onnxRunner } from "../../models/graph-runner.ts";
import { recipes } from "../../pipelines/scan/recipe.ts";
import {
  bestValidation,
  type HistoryEntry,
  readHistory,
  readSettings,
  type RunSettings,
} from "../../pipelines/scan/run-files.ts";
import { trainRun } from "../../pipelines/scan/train-run.ts";
import { type TrainingRunFolder, trainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";
import type { ScanTrainOptions } from "../commands/scan.ts";
import { progressOn } from "../progress-line.ts";
import type { Terminal } from "../terminal.ts";

/** Trains, or goes on training, and says where the best weights are. */
export async function scanTrain(options: ScanTrainOptions, terminal: Terminal): Promise<void> {
  const settings = settingsOf(options);
  const folder = trainingRunFolder(options.out);
  await claim(folder, settings);
  await trainShown(settings, folder, options.threads, terminal);
  const best = bestValidation(await readHistory(folder));
  await terminal.write(
    options.json === true
      ? `${JSON.stringify({ ...settings, out: options.out, validation: best ?? null })}\n`
      : `${options.out}: trained ${settings.steps} steps. ${keptText(best)}\n`,
  );
}

function settingsOf({ split, cell, seed, recipe, steps }: ScanTrainOptions): RunSettings {
  const chosen = recipes[recipe];
  return { version: 1, split, cell, seed, ...chosen, steps: steps ?? chosen.steps };
}

/** Writes the settings into the folder. Throws UserError where it holds a run of other settings. */
async function claim(folder: TrainingRunFolder, settings: RunSettings): Promise<void> {
  const before = await readSettings(folder);
  if (before !== undefined && JSON.stringify(before) !== JSON.stringify(settings))
    throw new UserError(
      `${folder.path}: expected a training run of ${inWords(settings)} but found one of ${inWords(before)}. Choose another folder with --out.`,
    );
  await folder.write("settings.json", `${JSON.stringify(settings)}\n`);
}

async function trainShown(
  settings: RunSettings,
  folder: TrainingRunFolder,
  threads: number,
  terminal: Terminal,
): Promise<void> {
  const begun = (await readHistory(folder)).at(-1)?.step ?? 0;
  let loss: number | undefined;
  let seen = "";
  const progress = progressOn(terminal, {
    label: `Training ${settings.cell} on ${settings.split}`,
    unit: "steps",
    total: settings.steps,
    before: begun,
    note: () => `loss ${loss?.toFixed(2) ?? ""}${seen}`,
  });
  const runner: typeof onnxRunner = { load: (model) => onnxRunner.load(model, { threads }) };
  await trainRun(settings, folder, runner, {
    step(step, value) {
      loss = 0.99 * (loss ?? value) + 0.01 * value;
      progress.update(step);
    },
    looked({ right, count }) {
      seen = `  validation ${percent(right, count)}`;
    },
  });
  progress.end();
}

const keptText = (best: HistoryEntry | undefined): string =>
  best === undefined
    ? "No validation was reached, so no weights are kept."
    : `Best on ${best.count} held-out examples: ${percent(best.right, best.count)} at step ${best.step}, kept as weights.safetensors.`;

const percent = (right: number, count: number): string => `${((100 * right) / count).toFixed(1)} %`;

const inWords = ({ split, cell, seed, steps, batch, rate }: RunSettings): string =>
  `a ${cell} on ${split} with seed ${seed}, ${steps} steps of ${batch} at rate ${rate}`;
