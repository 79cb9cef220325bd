import type { GreedyDecoder } from "../../networks/seq2seq/decode.ts";
import type { StepSizes } from "../../networks/seq2seq/logits.ts";
import type { TensorPlan } from "../../networks/seq2seq/shape.ts";
import {
  type StepPlan,
  stepSessions,
  type StepSessions,
  type TokenPair,
} from "../../networks/seq2seq/step-sessions.ts";
import type { TensorValues } from "../../networks/seq2seq/weights.ts";
import { holdOut, makeSplit } from "../../scan/split.ts";
import type { TrainingRunFolder } from "../../store/training-run.ts";
import { adamFloat32, inOneMemory } from "../../train/adam-float32.ts";
import type { GraphRunner } from "../../train/graph-runner.ts";
import { cosineSchedule } from "../../train/schedule.ts";
import { train, type TrainingPlan } from "../../train/train.ts";
import { stateOf } from "../saved-state.ts";
import type { Accuracy } from "./accuracy.ts";
import { longestSource, openDecoder, tokenPair } from "./network.ts";
import type { HistoryEntry, RunSettings } from "./run-files.ts";
import { keeperOf, valuesOf } from "./run-state.ts";

/** What all recipes share: how often a decoder is fed its target, the largest gradient norm, and how many held-out examples a look decodes. */
const shared = { forcing: 0.5, clip: 5, lookAt: 200 } as const;

/** What a run trains. */
export interface Training {
  readonly settings: RunSettings;
  readonly plans: readonly TensorPlan[];
  /** The tensors' values before the first step. */
  begin(): TensorValues;
  readonly step: Pick<StepPlan, "chance" | "dropout" | "width" | "backward" | "views"> & {
    /** The graph of a step, an ONNX file. */
    readonly graph: (sizes: StepSizes) => Uint8Array;
  };
  /** L2 weight decay. */
  readonly decay: number;
  /** What validations count. */
  accuracy(decoder: GreedyDecoder, values: TensorValues, examples: readonly TokenPair[]): Promise<Accuracy>;
}

/** What happens while a run trains. */
export interface TrainingWatch {
  /** How many held-out examples a validation decodes at most: for trials, since it is not in the settings. @default all */
  readonly validateOn?: number;
  step?(step: number, loss: number): void;
  looked?(entry: HistoryEntry): void;
}

/** Trains to the settings' last step, from the folder's checkpoint where it has one. The files end in the same bytes whether or not the run was interrupted. */
export async function runTraining(
  training: Training,
  folder: TrainingRunFolder,
  runner: GraphRunner,
  watch: TrainingWatch,
): Promise<void> {
  const { settings, plans } = training;
  const from = inOneMemory(await stateOf(folder, plans, () => training.begin()));
  if (from.step >= settings.steps) return;
  const { train: examples, validation } = holdOut(makeSplit(settings.split).train, settings.seed);
  const sessions = openSteps(training, runner, examples.map(tokenPair));
  const decoder = await openDecoder(runner, settings);
  const pairs = validation.slice(0, watch.validateOn).map(tokenPair);
  const keeper = await keeperOf(folder, settings, plans, from.step, async (state, isFull) => {
    const seen = isFull ? pairs : pairs.slice(0, shared.lookAt);
    return { step: state.step, full: isFull, ...(await training.accuracy(decoder, valuesOf(state), seen)) };
  });
  try {
    for await (const { state, loss } of train(planOf(training, sessions), from)) {
      watch.step?.(state.step, loss);
      const entry = await keeper(state);
      if (entry !== undefined) watch.looked?.(entry);
    }
  } finally {
    await sessions.close();
    await decoder.close();
  }
}

const planOf = (
  { settings: { steps, rate, schedule }, plans, decay }: Training,
  sessions: StepSessions,
): TrainingPlan => ({
  parameters: plans,
  batch: (step) => sessions.batch(step),
  steps,
  schedule: schedule === "cosine" ? cosineSchedule(rate, steps) : () => rate,
  clip: shared.clip,
  optimizer: () => adamFloat32({ decay }),
});

const openSteps = (
  { settings, step: { graph, ...own } }: Training,
  runner: GraphRunner,
  examples: readonly TokenPair[],
): StepSessions =>
  stepSessions(runner, graph, examples, {
    ...own,
    rows: settings.batch,
    forcing: shared.forcing,
    source: longestSource,
  });
