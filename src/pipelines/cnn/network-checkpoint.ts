import { z } from "zod";
import type { TrainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";
import { otherTraining } from "./training-settings.ts";
import { checkpointBytes, readCheckpoint, type TrainingState } from "../../train/checkpoint.ts";

const whole = z.int().nonnegative();
const ledgerSchema = z.object({
  version: z.literal(1),
  /** What every number of the training follows from, in words. */
  settings: z.string(),
  /** The last step whose epoch was judged on the held-out images. */
  judged: whole,
  best: z.object({ epoch: whole, right: whole, images: whole }).optional(),
});
/** What is known of a training of all weights beside its state. */
export type NetworkLedger = Readonly<z.infer<typeof ledgerSchema>>;

const names = { ledger: "training.json", state: "checkpoint.safetensors" } as const;

export const keepState = (folder: TrainingRunFolder, state: TrainingState): Promise<void> =>
  folder.write(names.state, checkpointBytes(state));

export const keepLedger = (folder: TrainingRunFolder, ledger: NetworkLedger): Promise<void> =>
  folder.write(names.ledger, `${JSON.stringify(ledger)}\n`);

/**
 * Where a training of these settings stopped: its ledger, new where the folder holds none, and its state, absent before the first epoch's end. A state that is ahead of the ledger was not
 * judged yet. Throws UserError where the folder holds a training of other settings, or a damaged one.
 */
export async function readNetworkTraining(
  folder: TrainingRunFolder,
  settings: string,
): Promise<{ readonly ledger: NetworkLedger; readonly state?: TrainingState }> {
  const [about, bytes] = [await folder.read(names.ledger), await folder.read(names.state)];
  if (about === undefined) return { ledger: { version: 1, settings, judged: 0 } };
  const ledger = whereRead(folder, () => ledgerSchema.parse(JSON.parse(new TextDecoder().decode(about))));
  if (ledger.settings !== settings) throw otherTraining(folder.path, settings, ledger.settings);
  return { ledger, ...(bytes && { state: whereRead(folder, () => readCheckpoint(bytes)) }) };
}

function whereRead<Value>({ path }: TrainingRunFolder, read: () => Value): Value {
  try {
    return read();
  } catch {
    throw new UserError(
      `${path}: expected ${names.ledger} and ${names.state} of a training but found damaged ones. Remove them to begin again, or choose another folder with --out.`,
    );
  }
}
