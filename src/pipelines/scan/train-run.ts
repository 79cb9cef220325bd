import { key } from "../../math/random.ts";
import { greedyDecoder, type GreedyDecoder } from "../../networks/seq2seq/decode.ts";
import { initialValues } from "../../networks/seq2seq/initial-values.ts";
import { type Seq2seqShape, type TensorPlan, tensorPlans } from "../../networks/seq2seq/shape.ts";
import { stepSessions, type StepSessions, type TokenPair } from "../../networks/seq2seq/step-sessions.ts";
import { seq2seqStep } from "../../networks/seq2seq/training-step.ts";
import { holdOut, makeSplit, type SplitName } from "../../scan/split.ts";
import type { TrainingRunFolder } from "../../store/training-run.ts";
import { adamFloat32, inOneMemory } from "../../train/adam-float32.ts";
import { elementCount } from "../../onnx/tensor.ts";
import { UserError } from "../../text/user-error.ts";
import { checkpointBytes, readCheckpoint, startingState, type TrainingState } from "../../train/checkpoint.ts";
import type { GraphRunner } from "../../train/graph-runner.ts";
import { safetensorsBytes } from "../../train/safetensors-bytes.ts";
import { cosineSchedule } from "../../train/schedule.ts";
import { train, type TrainingPlan } from "../../train/train.ts";
import { type Accuracy, greedyAccuracy } from "./accuracy.ts";
import { longestSource, outputRows, scanShape, tokenPair } from "./network.ts";
import { bestValidation, type HistoryEntry, readHistory, type RunSettings } from "./run-files.ts";

/** What both recipes share. */
const shared = { forcing: 0.5, dropout: 0.1, clip: 5, lookAt: 200 } as const;

/** What happens while a run trains. */
export interface TrainingWatch {
  step?(step: number, loss: number): void;
  looked?(entry: HistoryEntry): void;
}

/** Trains a network by the recipe, or goes on where the folder's checkpoint ends. The files end in the same bytes whether or not the run was interrupted. */
export async function trainRun(
  settings: RunSettings,
  folder: TrainingRunFolder,
  runner: GraphRunner,
  watch: TrainingWatch = {},
): Promise<void> {
  const shape = scanShape(settings.cell);
  const plans = tensorPlans(shape);
  const from = inOneMemory(await stateOf(folder, settings, plans));
  if (from.step >= settings.steps) return;
  const { train: training, validation } = heldOutPairs(settings);
  const sessions = openSteps(runner, shape, training, settings);
  const decoder = await greedyDecoder(runner, shape, { source: longestSource, limit: outputRows, rows: 128 });
  const keeper = await keeperOf(folder, settings, from.step, (state, isFull) =>
    look(decoder, state, validation, isFull),
  );
  try {
    for await (const { state, loss } of train(planOf(settings, plans, sessions), from)) {
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
  { steps, rate, schedule }: RunSettings,
  parameters: readonly TensorPlan[],
  sessions: StepSessions,
): TrainingPlan => ({
  parameters,
  batch: (step) => sessions.batch(step),
  steps,
  schedule: schedule === "cosine" ? cosineSchedule(rate, steps) : () => rate,
  clip: shared.clip,
  optimizer: () => adamFloat32(),
});

/** What is done after a step: where it is due, validates, keeps the best weights, and saves the state. Returns the validation. */
async function keeperOf(
  folder: TrainingRunFolder,
  { cell, steps, validateEvery, lookEvery }: RunSettings,
  begun: number,
  validate: (state: TrainingState, isFull: boolean) => Promise<HistoryEntry>,
): Promise<(state: TrainingState) => Promise<HistoryEntry | undefined>> {
  const history = (await readHistory(folder)).filter(({ step }) => step <= begun);
  const plans = tensorPlans(scanShape(cell));
  return async (state) => {
    const isFull = state.step === steps || state.step % validateEvery === 0;
    if (!isFull && state.step % lookEvery !== 0) return undefined;
    const entry = await validate(state, isFull);
    history.push(entry);
    if (isFull && bestValidation(history) === entry)
      await folder.write("weights.safetensors", weightsBytes(plans, state));
    await folder.write("history.json", `${JSON.stringify(history)}\n`);
    await folder.write("checkpoint.safetensors", checkpointBytes(state));
    return entry;
  };
}

/** The state to begin with: the checkpoint's, or drawn by the seed. */
async function stateOf(
  folder: TrainingRunFolder,
  { seed }: RunSettings,
  plans: readonly TensorPlan[],
): Promise<TrainingState> {
  const saved = await folder.read("checkpoint.safetensors");
  if (saved !== undefined) return savedState(saved, folder.path, plans);
  return startingState(initialValues(plans, key(seed, "scan initial values")));
}

/** Where a run stopped. Throws UserError where its checkpoint is damaged or of another network. */
function savedState(bytes: Uint8Array, path: string, plans: readonly TensorPlan[]): TrainingState {
  const state = tryRead(bytes);
  const fits = plans.every(({ name, shape }) => state?.tensors[name]?.value.length === elementCount(shape));
  if (state === undefined || !fits)
    throw new UserError(
      `${path}/checkpoint.safetensors: expected the checkpoint of this training run but found a file that is damaged or of another network. Remove it to begin again, or choose another folder with --out.`,
    );
  return state;
}

function tryRead(bytes: Uint8Array): TrainingState | undefined {
  try {
    return readCheckpoint(bytes);
  } catch {
    return undefined;
  }
}

/** The split's examples as tokens: what is trained on and what is held out for validation. */
function heldOutPairs({ split, seed }: { readonly split: SplitName; readonly seed: number }) {
  const { train: training, validation } = holdOut(makeSplit(split).train, seed);
  return { train: training.map(tokenPair), validation: validation.map(tokenPair) };
}

function openSteps(
  runner: GraphRunner,
  shape: Seq2seqShape,
  examples: readonly TokenPair[],
  { seed, batch }: RunSettings,
): StepSessions {
  return stepSessions(runner, (sizes) => seq2seqStep(shape, sizes).bytes, examples, {
    chance: key(seed, "scan steps"),
    rows: batch,
    forcing: shared.forcing,
    dropout: shared.dropout,
    source: longestSource,
    width: 2 * shape.units,
  });
}

/** The network's values, with the step they are of. */
function weightsBytes(plans: readonly TensorPlan[], { step, tensors }: TrainingState): Uint8Array {
  const named = plans.map(({ name, shape }) => ({ name, shape, data: tensors[name]?.value ?? new Float32Array() }));
  return safetensorsBytes(named, { step: String(step) });
}

async function look(
  decoder: GreedyDecoder,
  state: TrainingState,
  validation: readonly TokenPair[],
  isFull: boolean,
): Promise<HistoryEntry> {
  const values = Object.fromEntries(Object.entries(state.tensors).map(([name, { value }]) => [name, value]));
  const accuracy: Accuracy = await greedyAccuracy(
    decoder,
    values,
    isFull ? validation : validation.slice(0, shared.lookAt),
  );
  return { step: state.step, full: isFull, ...accuracy };
}
