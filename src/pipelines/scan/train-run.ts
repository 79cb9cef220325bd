import { key } from "../../math/random.ts";
import { initialValues } from "../../networks/seq2seq/initial-values.ts";
import { tensorPlans } from "../../networks/seq2seq/shape.ts";
import { seq2seqStep } from "../../networks/seq2seq/training-step.ts";
import type { TrainingRunFolder } from "../../store/training-run.ts";
import type { GraphRunner } from "../../train/graph-runner.ts";
import { greedyAccuracy } from "./accuracy.ts";
import { scanShape } from "./network.ts";
import type { RunSettings } from "./run-files.ts";
import { runTraining, type Training, type TrainingWatch } from "./run-training.ts";

/** Trains a network by the recipe, or goes on where the folder's checkpoint ends. The files end in the same bytes whether or not the run was interrupted. */
export async function trainRun(
  settings: RunSettings,
  folder: TrainingRunFolder,
  runner: GraphRunner,
  watch: TrainingWatch = {},
): Promise<void> {
  const { cell, seed } = settings;
  const shape = scanShape(cell);
  const plans = tensorPlans(shape);
  const training: Training = {
    settings,
    plans,
    begin: () => initialValues(plans, key(seed, "scan initial values")),
    step: { graph: (sizes) => seq2seqStep(shape, sizes).bytes, chance: key(seed, "scan steps"), dropout: 0.1 },
    decay: 0,
    accuracy: greedyAccuracy,
  };
  await runTraining(training, folder, runner, watch);
}
