import { onnxRunner } from "../../models/graph-runner.ts";
import {
  areAlike,
  bestValidation,
  type HistoryEntry,
  readHistory,
  readSettings,
  type RunSettings,
} from "../../pipelines/scan/run-files.ts";
import type { TrainingWatch } from "../../pipelines/scan/run-training.ts";
import { withRunLock } from "../../store/run-lock.ts";
import { type TrainingRunFolder, trainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";
import type { GraphRunner } from "../../train/graph-runner.ts";
import { progressOn } from "../progress-line.ts";
import type { Terminal } from "../terminal.ts";

/** Where a training is kept and how it is told of. */
export interface ShownTraining {
  readonly settings: RunSettings;
  readonly out: string;
  readonly json?: boolean | undefined;
  /** Trains, or goes on training, in the folder. */
  readonly run: (folder: TrainingRunFolder, runner: GraphRunner, watch: TrainingWatch) => Promise<void>;
}

/** Trains under a progress line and says where the best weights are. Throws UserError where another process trains there, or the folder holds a run of other settings. */
export async function showTraining(training: ShownTraining, terminal: Terminal): Promise<void> {
  const { settings, out, json } = training;
  const folder = trainingRunFolder(out);
  const best = await withRunLock(out, async () => {
    await claim(folder, settings);
    await trainShown(training, folder, terminal);
    return bestValidation(await readHistory(folder));
  });
  await terminal.write(
    json === true
      ? `${JSON.stringify({ ...settings, out, validation: best ?? null })}\n`
      : `${out}: ${settings.finetune === undefined ? "trained" : "fine-tuned"} ${settings.steps} steps. ${keptText(best)}\n`,
  );
}

/** Writes the settings into the folder. Throws UserError where it holds a run of other settings. */
async function claim(folder: TrainingRunFolder, settings: RunSettings): Promise<void> {
  const before = await readSettings(folder);
  if (before !== undefined && !areAlike(before, settings))
    throw new UserError(
      `${folder.path}: expected a training run of ${inWords(settings)} but found one of ${inWords(before)}. Choose another folder with --out.`,
    );
  await folder.write("settings.json", `${JSON.stringify(settings)}\n`);
}

async function trainShown(
  { settings, run }: ShownTraining,
  folder: TrainingRunFolder,
  terminal: Terminal,
): Promise<void> {
  const begun = (await readHistory(folder)).at(-1)?.step ?? 0;
  let loss: number | undefined;
  let seen = "";
  const progress = progressOn(terminal, {
    label: `${settings.finetune === undefined ? "Training" : "Fine-tuning"} ${settings.cell} on ${settings.split}`,
    unit: "steps",
    total: settings.steps,
    before: begun,
    note: () => `loss ${loss?.toFixed(2) ?? ""}${seen}`,
  });
  const runner: GraphRunner = { load: (model) => onnxRunner.load(model, { threads: settings.threads ?? 1 }) };
  await run(folder, runner, {
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

function inWords({ split, cell, seed, steps, batch, rate, group, finetune, threads = 1 }: RunSettings): string {
  const ways = [
    ...(finetune?.straightThrough === undefined ? [] : [`gradient of ${finetune.straightThrough}`]),
    ...(finetune?.loss === undefined ? [] : [`chosen by ${finetune.loss}`]),
  ];
  const through = ways.length === 0 ? "" : ` (${ways.join(", ")})`;
  const tuned =
    finetune === undefined
      ? ""
      : `, fine-tuned by ${finetune.method}${through} from weights ${finetune.weights.slice(0, 12)}`;
  return `a ${group === undefined ? "" : `permutation-equivariant (${group}) `}${cell} on ${split} with seed ${seed}, ${steps} steps of ${batch} at rate ${rate}${tuned}, on ${threads} ${threads === 1 ? "thread" : "threads"}`;
}
