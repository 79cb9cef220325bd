import { mkdirSync, writeFileSync } from "node:fs";
import { key } from "../../../src/math/random.ts";
import type { CellName } from "../../../src/networks/seq2seq/cell-name.ts";
import { initialValues } from "../../../src/networks/seq2seq/initial-values.ts";
import { tensorPlans } from "../../../src/networks/seq2seq/shape.ts";
import { scanShape } from "../../../src/pipelines/scan/network.ts";
import { recipes } from "../../../src/pipelines/scan/recipe.ts";
import { safetensorsBytes } from "../../../src/train/safetensors-bytes.ts";

/** What is changed in the folder. */
export interface RunChanges {
  readonly settings?: object;
  /** Of the weights. */
  readonly cell?: CellName;
  readonly seed?: number;
  /** The first bias of the readout. */
  readonly first?: number;
  /** How many bytes of the weights are left. */
  readonly cut?: number;
}

/** Writes the folder of an untrained RNN for add_jump, changed as asked. */
export function writeUntrainedRun(folder: string, changes: RunChanges = {}): string {
  const plans = tensorPlans(scanShape(changes.cell ?? "rnn"));
  const values = initialValues(plans, key(changes.seed ?? 1));
  if (changes.first !== undefined) values["decoder.output.bias"]![0] = changes.first;
  const bytes = safetensorsBytes(
    plans.map((plan) => ({ ...plan, data: values[plan.name]! })),
    { step: "1" },
  );
  mkdirSync(folder, { recursive: true });
  const settings = { version: 1, split: "add_jump", cell: "rnn", seed: 0, ...recipes.batched, ...changes.settings };
  writeFileSync(`${folder}/settings.json`, JSON.stringify(settings));
  writeFileSync(`${folder}/weights.safetensors`, bytes.subarray(0, changes.cut));
  return folder;
}
