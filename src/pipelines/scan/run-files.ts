import { z } from "zod";
import { cellNames } from "../../networks/seq2seq/cell-name.ts";
import type { TensorPlan } from "../../networks/seq2seq/shape.ts";
import type { TensorValues } from "../../networks/seq2seq/weights.ts";
import { readSafetensors, toFloats } from "../../models/safetensors.ts";
import { sequenceLossNames } from "../../scan/sequence-loss.ts";
import { splitNames } from "../../scan/split.ts";
import { symmetryKinds } from "../../scan/symmetry.ts";
import type { TrainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";

const whole = z.int().nonnegative();
const positive = z.number().positive();

const settingsSchema = z.object({
  version: z.literal(1),
  split: z.enum(splitNames),
  cell: z.enum(cellNames),
  seed: whole,
  steps: whole,
  batch: whole,
  rate: positive,
  schedule: z.enum(["constant", "cosine"]),
  validateEvery: whole,
  lookEvery: whole,
  /** How many threads compute a step, which its last digits depend on. Absent: one. */
  threads: whole.optional(),
  /** Of a permutation-equivariant network: the group that it is equivariant under. Absent: a plain network. */
  group: z.enum(symmetryKinds).optional(),
  /** Of a fine-tuning: through which symmetrization, and from which weights. */
  finetune: z
    .object({
      method: z.enum(["equitune", "equizero"]),
      /** Where equizero's gradient goes. */
      straightThrough: z.enum(["equitune", "own"]).optional(),
      /** What equizero chooses by. Absent: perStepMean. */
      loss: z.enum(sequenceLossNames).optional(),
      /** SHA-256 of the file that it began from. */
      weights: z.string(),
    })
    .optional(),
});
/** What fixes a training run, and with it every byte of its files. */
export type RunSettings = Readonly<z.infer<typeof settingsSchema>>;

/** Whether two runs end in the same bytes. */
export const areAlike = (one: RunSettings, other: RunSettings): boolean =>
  JSON.stringify(settingsSchema.parse(one)) === JSON.stringify(settingsSchema.parse(other)); // parsed, properties have one order

const historySchema = z.array(
  z.object({
    step: whole,
    /** Whether all held-out examples were decoded, or the first ones only. */
    full: z.boolean(),
    right: whole,
    count: whole,
  }),
);
/** One validation. */
export type HistoryEntry = Readonly<z.infer<typeof historySchema>[number]>;

/** The settings of a run; undefined where the folder holds none. Throws UserError where they are damaged or of another version. */
export async function readSettings(folder: TrainingRunFolder): Promise<RunSettings | undefined> {
  return readJson(folder, "settings.json", settingsSchema);
}

/** The validations of a run so far. Throws UserError where the file is damaged. */
export async function readHistory(folder: TrainingRunFolder): Promise<readonly HistoryEntry[]> {
  return (await readJson(folder, "history.json", historySchema)) ?? [];
}

/** The validation whose weights are kept: of all full ones the best, of equal ones the first. */
export const bestValidation = (history: readonly HistoryEntry[]): HistoryEntry | undefined =>
  history.filter(({ full }) => full).toSorted((a, b) => b.right - a.right || a.step - b.step)[0];

async function readJson<Value>(
  folder: TrainingRunFolder,
  name: string,
  schema: z.ZodType<Value>,
): Promise<Value | undefined> {
  const bytes = await folder.read(name);
  if (bytes === undefined) return undefined;
  const parsed = schema.safeParse(parse(new TextDecoder().decode(bytes)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `${folder.path}/${name}: expected the file of a SCAN training run but ${issue?.path.join(".") ?? "it"} is not what it should be (${issue?.message ?? "damaged"}). Train again with another --out, or get the file again.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The tensors of `weights.safetensors`. Throws UserError where it is missing, damaged, of another network, or holds numbers that are not finite. */
export async function readWeights(folder: TrainingRunFolder, plans: readonly TensorPlan[]): Promise<TensorValues> {
  const where = `${folder.path}/weights.safetensors`;
  const bytes = await folder.read("weights.safetensors");
  if (bytes === undefined)
    throw new UserError(
      `${where}: expected the weights of a trained network but there are none. Let scan train validate once, or name another folder.`,
    );
  const table = readSafetensors((offset, length) => bytes.subarray(offset, offset + length), bytes.length, where);
  return Object.fromEntries(
    plans.map(({ name, shape }) => {
      const stored = table.get(name);
      if (stored === undefined || stored.type !== "F32" || stored.dims.join() !== shape.join())
        throw new UserError(
          `${where}: expected tensor ${name} of shape ${shape.join(" × ")} but found ${stored === undefined ? "none" : stored.dims.join(" × ")}. These are the weights of another network: check --cell.`,
        );
      const values = toFloats(bytes.subarray(stored.offset, stored.offset + stored.length), "F32");
      if (!values.every(Number.isFinite))
        throw new UserError(
          `${where}: expected finite numbers but tensor ${name} holds others. Train the network again: this training failed.`,
        );
      return [name, values];
    }),
  );
}
