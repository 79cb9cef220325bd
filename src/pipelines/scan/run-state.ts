import type { TensorPlan } from "../../networks/seq2seq/shape.ts";
import type { TensorValues } from "../../networks/seq2seq/weights.ts";
import { elementCount } from "../../onnx/tensor.ts";
import type { TrainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";
import { checkpointBytes, readCheckpoint, startingState, type TrainingState } from "../../train/checkpoint.ts";
import { safetensorsBytes } from "../../train/safetensors-bytes.ts";
import { bestValidation, type HistoryEntry, readHistory, type RunSettings } from "./run-files.ts";

/** The state to begin with: the checkpoint's, or the given values. Throws UserError where the checkpoint is damaged or of another network. */
export async function stateOf(
  folder: TrainingRunFolder,
  plans: readonly TensorPlan[],
  begin: () => TensorValues,
): Promise<TrainingState> {
  const saved = await folder.read("checkpoint.safetensors");
  return saved === undefined ? startingState(begin()) : savedState(saved, folder.path, plans);
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

/** The tensors of a state. */
export const valuesOf = ({ tensors }: TrainingState): TensorValues =>
  Object.fromEntries(Object.entries(tensors).map(([name, { value }]) => [name, value]));

/** What is done after a step: where it is due, validates, keeps the best weights, and saves the state. Returns the validation. */
export async function keeperOf(
  folder: TrainingRunFolder,
  { steps, validateEvery, lookEvery }: RunSettings,
  plans: readonly TensorPlan[],
  begun: number,
  validate: (state: TrainingState, isFull: boolean) => Promise<HistoryEntry>,
): Promise<(state: TrainingState) => Promise<HistoryEntry | undefined>> {
  const history = (await readHistory(folder)).filter(({ step }) => step <= begun);
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

/** The network's values, with the step they are of. */
function weightsBytes(plans: readonly TensorPlan[], { step, tensors }: TrainingState): Uint8Array {
  const named = plans.map(({ name, shape }) => ({ name, shape, data: tensors[name]?.value ?? new Float32Array() }));
  return safetensorsBytes(named, { step: String(step) });
}
