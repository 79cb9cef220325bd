import { join } from "node:path";
import type { CellName } from "../../networks/seq2seq/cell-name.ts";
import { greedyDecoder, type GreedyDecoder } from "../../networks/seq2seq/decode.ts";
import { tensorPlans } from "../../networks/seq2seq/shape.ts";
import type { TensorValues } from "../../networks/seq2seq/weights.ts";
import type { SplitName } from "../../scan/split.ts";
import { packageRoot } from "../../store/package-root.ts";
import { trainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";
import type { GraphRunner } from "../../train/graph-runner.ts";
import { longestSource, outputRows, scanShape } from "./network.ts";
import { readSettings, readWeights, type RunSettings } from "./run-files.ts";

/** Rows decoded in one pass. */
const rows = 128;

/** Which trained network to open. */
export interface NetworkChoice {
  readonly split: SplitName;
  readonly cell: CellName;
  /** The folder of a training run; absent: the bundled one. */
  readonly checkpoint?: string | undefined;
}

/** A trained network, ready to decode. */
export interface OpenNetwork {
  readonly settings: RunSettings;
  readonly values: TensorValues;
  readonly decoder: GreedyDecoder;
}

/** Opens a trained network. Throws UserError where its folder is missing, damaged, or holds a network of another split or cell. */
export async function openScanNetwork(
  { split, cell, checkpoint }: NetworkChoice,
  runner: GraphRunner,
): Promise<OpenNetwork> {
  const path = checkpoint ?? join(packageRoot(), "models", `scan-${split.replace("_", "-")}`);
  const folder = trainingRunFolder(path);
  const settings = await readSettings(folder);
  if (settings === undefined)
    throw new UserError(
      `${path}: expected the folder of a SCAN training run, with settings.json, but found none. Make one with scan train --out ${path}.`,
    );
  if (settings.split !== split || settings.cell !== cell)
    throw new UserError(
      `${path}: expected a ${cell} trained on ${split} but found a ${settings.cell} trained on ${settings.split}. Ask for --split ${settings.split} --cell ${settings.cell}, or name another folder with --checkpoint.`,
    );
  const shape = scanShape(cell);
  const values = await readWeights(folder, tensorPlans(shape));
  return {
    settings,
    values,
    decoder: await greedyDecoder(runner, shape, { source: longestSource, limit: outputRows, rows }),
  };
}
