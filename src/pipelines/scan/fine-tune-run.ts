import { key } from "../../math/random.ts";
import { tensorPlans } from "../../networks/seq2seq/shape.ts";
import type { TokenImages } from "../../networks/seq2seq/aligned-views.ts";
import { symmetrizedStep, type TrainedFold } from "../../networks/seq2seq/symmetrized-step.ts";
import type { TokenPair } from "../../networks/seq2seq/step-sessions.ts";
import type { TensorValues } from "../../networks/seq2seq/weights.ts";
import { type ScanSymmetry, scanSymmetry } from "../../scan/symmetry.ts";
import { actionWords } from "../../scan/vocabulary.ts";
import { digestOf } from "../../store/digest.ts";
import { type TrainingRunFolder, trainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";
import type { GraphRunner } from "../../train/graph-runner.ts";
import { sequenceAccuracy } from "./accuracy.ts";
import { scanModel } from "./methods.ts";
import { scanShape } from "./network.ts";
import { type NetworkChoice, readNetwork } from "./open-network.ts";
import { fineTuning, fineTuningDecay } from "./recipe.ts";
import type { RunSettings } from "./run-files.ts";
import { runTraining, type Training, type TrainingWatch } from "./run-training.ts";

/** Settings of a run that fine-tunes. */
export type FineTuneSettings = RunSettings & { readonly finetune: NonNullable<RunSettings["finetune"]> };

/** A fine-tuning about to begin or to go on: its settings, and the trained network's values. */
export interface FineTuning {
  readonly settings: FineTuneSettings;
  readonly values: TensorValues;
}

/** What of the recipe is chosen otherwise, and on how many threads it runs; default one. */
export interface FineTuningChanges {
  readonly steps?: number | undefined;
  readonly rate?: number | undefined;
  readonly threads?: number;
}

/**
 * Reads the network to fine-tune. Its seed says which examples stay held out.
 * Throws UserError where the folder holds no network of this split and cell, or one that is fine-tuned or equivariant already.
 */
export async function openFineTuning(
  choice: NetworkChoice,
  fold: TrainedFold,
  { steps, rate, threads = 1 }: FineTuningChanges = {},
): Promise<FineTuning> {
  const { path, settings, values } = await readNetwork(choice);
  if (settings.finetune !== undefined)
    throw new UserError(
      `${path}: expected a network as scan train left it but found one fine-tuned by ${settings.finetune.method}. Name the run that it began from with --from.`,
    );
  if (settings.group !== undefined)
    throw new UserError(
      `${path}: expected a plain network but found a permutation-equivariant one, whose views agree already. Name another run with --from.`,
    );
  const { version, split, cell, seed } = settings;
  const recipe = fineTuning(split);
  const weights = digestOf((await trainingRunFolder(path).read("weights.safetensors")) ?? "");
  const shared = threads === 1 ? {} : { threads };
  const chosen = {
    version,
    split,
    cell,
    seed,
    ...recipe,
    steps: steps ?? recipe.steps,
    rate: rate ?? recipe.rate,
    ...shared,
  };
  return { settings: { ...chosen, finetune: { ...fold, weights } }, values };
}

/** Fine-tunes a network on its symmetrized output, or goes on where the folder's checkpoint ends; validates what is symmetrized. Resumes as `trainRun` does. */
export async function fineTuneRun(
  { settings, values }: FineTuning,
  folder: TrainingRunFolder,
  runner: GraphRunner,
  watch: TrainingWatch = {},
): Promise<void> {
  const { cell, seed, split, finetune } = settings;
  const { method, straightThrough = "equitune", loss = "perStepMean" } = finetune;
  const fold: TrainedFold = method === "equitune" ? { method } : { method, straightThrough, loss };
  const shape = scanShape(cell);
  const symmetry = scanSymmetry(split);
  const training: Training = {
    settings,
    plans: tensorPlans(shape),
    begin: () => values,
    step: {
      graph: (sizes) => symmetrizedStep(shape, sizes, actionImages(symmetry), fold).bytes,
      chance: key(seed, "scan fine-tuning steps"),
      dropout: 0.1,
      width: 2 * shape.units,
      views: (example) => viewsOf(example, symmetry),
    },
    decay: fineTuningDecay,
    async accuracy(decoder, of, examples) {
      const outputs = await scanModel(decoder, of, method, symmetry, loss)(examples.map(({ source }) => source));
      return sequenceAccuracy(outputs, examples);
    },
  };
  await runTraining(training, folder, runner, watch);
}

/** Where each element of the group sends each action. */
export const actionImages = ({ actions }: ScanSymmetry): TokenImages =>
  actions.group.elements.map((g) => [...actionWords.words.keys()].map((action) => actions.apply(g, action)));

/** g·example for each element of the group, the example itself first. */
export const viewsOf = (
  { source, target }: TokenPair,
  { words, commands, actions }: ScanSymmetry,
): readonly TokenPair[] =>
  words.group.elements.map((g) => ({
    source: commands.apply(g, source),
    target: target.map((action) => actions.apply(g, action)),
  }));
