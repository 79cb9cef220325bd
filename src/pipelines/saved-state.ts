import { elementCount } from "../onnx/tensor.ts";
import type { TrainingRunFolder } from "../store/training-run.ts";
import { UserError } from "../text/user-error.ts";
import { checkpointBytes, readCheckpoint, startingState, type TrainingState } from "../train/checkpoint.ts";
import type { Parameter } from "../train/tape.ts";

const file = "checkpoint.safetensors";

/** Keeps where a training stands in its folder. */
export const keepState = (folder: TrainingRunFolder, state: TrainingState): Promise<void> =>
  folder.write(file, checkpointBytes(state));

/** The state to begin with: the checkpoint's, or the given values. Throws UserError where the checkpoint is damaged or of another network. */
export async function stateOf(
  folder: TrainingRunFolder,
  tensors: readonly Pick<Parameter, "name" | "shape">[],
  begin: () => Readonly<Record<string, Float32Array>>,
): Promise<TrainingState> {
  const saved = await folder.read(file);
  if (saved === undefined) return startingState(begin());
  const state = tryRead(saved);
  const fits = tensors.every(({ name, shape }) => state?.tensors[name]?.value.length === elementCount(shape));
  if (state === undefined || !fits)
    throw new UserError(
      `${folder.path}/${file}: expected the checkpoint of this training run but found a file that is damaged or of another network. Remove it to begin again, or choose another folder with --out.`,
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
