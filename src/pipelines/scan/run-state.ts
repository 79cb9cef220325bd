import type { TensorPlan } from "../../networks/seq2seq/shape.ts";
import type { TensorValues } from "../../networks/seq2seq/weights.ts";
import type { TrainingRunFolder } from "../../store/training-run.ts";
import type { TrainingState } from "../../train/checkpoint.ts";
import { safetensorsBytes } from "../../train/safetensors-bytes.ts";
import { keepState } from "../saved-state.ts";
import { bestValidation, type HistoryEntry, readHistory, type RunSettings } from "./run-files.ts";

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
    await keepState(folder, state);
    return entry;
  };
}

/** The network's values, with the step they are of. */
function weightsBytes(plans: readonly TensorPlan[], { step, tensors }: TrainingState): Uint8Array {
  const named = plans.map(({ name, shape }) => ({ name, shape, data: tensors[name]?.value ?? new Float32Array() }));
  return safetensorsBytes(named, { step: String(step) });
}
