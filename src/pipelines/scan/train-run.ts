import { key } from "../../math/random.ts";
import { groupStep } from "../../networks/seq2seq/group-step.ts";
import { initialValues } from "../../networks/seq2seq/initial-values.ts";
import { spreadShape } from "../../networks/seq2seq/group-shape.ts";
import { seq2seqStep } from "../../networks/seq2seq/training-step.ts";
import type { TrainingRunFolder } from "../../store/training-run.ts";
import type { GraphRunner } from "../../train/graph-runner.ts";
import { greedyAccuracy } from "./accuracy.ts";
import { scanGroupShape, scanShape, trainedTensors } from "./network.ts";
import type { RunSettings } from "./run-files.ts";
import { runTraining, type Training, type TrainingWatch } from "./run-training.ts";

/** Trains a network by the recipe, or goes on where the folder's checkpoint ends. The files end in the same bytes whether or not the run was interrupted. */
export async function trainRun(
  settings: RunSettings,
  folder: TrainingRunFolder,
  runner: GraphRunner,
  watch: TrainingWatch = {},
): Promise<void> {
  const { seed } = settings;
  const plans = trainedTensors(settings);
  const training: Training = {
    settings,
    plans,
    begin: () => initialValues(plans, key(seed, "scan initial values")),
    step: { ...stepsOf(settings), chance: key(seed, "scan steps") },
    decay: 0,
    accuracy: greedyAccuracy,
  };
  await runTraining(training, folder, runner, watch);
}

/** The published permutation-equivariant networks are trained without dropout. */
function stepsOf(settings: RunSettings): Omit<Training["step"], "chance"> {
  const group = scanGroupShape(settings);
  const shape = group === undefined ? scanShape(settings.cell) : spreadShape(group);
  return {
    graph: (sizes) => (group === undefined ? seq2seqStep(shape, sizes) : groupStep(group, sizes)).bytes,
    dropout: group === undefined ? 0.1 : 0,
    width: 2 * shape.units,
    backward: shape.backward,
  };
}
