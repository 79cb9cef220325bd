import type { GreedyDecoder } from "../../networks/seq2seq/decode.ts";
import type { TensorValues } from "../../networks/seq2seq/weights.ts";
import { type SequenceLossName, sequenceLosses } from "../../scan/sequence-loss.ts";
import type { ScanSymmetry } from "../../scan/symmetry.ts";
import { actionWords } from "../../scan/vocabulary.ts";
import { equitune } from "../../symmetrize/equitune.ts";
import { equizero } from "../../symmetrize/equizero.ts";
import { type Model, symmetrize } from "../../symmetrize/symmetrize.ts";
import type { RunSettings } from "./run-files.ts";

/** Ways to decode with one network. */
export const methodNames = ["base", "equitune", "equizero"] as const;
export type MethodName = (typeof methodNames)[number];

/** The ways that a run's network is meant for: a fine-tuned one the way it was tuned for, an equivariant one as it is, others all. */
export function methodsOf({ finetune, group }: RunSettings): readonly MethodName[] {
  if (finetune !== undefined) return [finetune.method];
  return group === undefined ? methodNames : ["base"];
}

/** What a network is measured on: the split's test set, or what its training held out for validation. */
export const partNames = ["test", "validation"] as const;
export type PartName = (typeof partNames)[number];

/** From commands (token ids, end mark included) to rows of log-probabilities, flattened: greedy decoding by the network, and its symmetrized forms. */
export function scanModel(
  decoder: GreedyDecoder,
  values: TensorValues,
  method: MethodName,
  { commands, outputs }: ScanSymmetry,
  loss: SequenceLossName = "perStepMean",
): Model<readonly number[]> {
  const base: Model<readonly number[]> = (inputs) => decoder.decode(values, inputs);
  if (method === "base") return base;
  const width = actionWords.words.length;
  const fold =
    method === "equitune"
      ? equitune<readonly number[]>()
      : equizero<readonly number[]>(({ raw }) => sequenceLosses[loss](raw, width));
  return symmetrize(base, fold, { input: commands, output: outputs });
}
