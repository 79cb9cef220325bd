import { join } from "node:path";
import { onnxRunner } from "../../models/graph-runner.ts";
import type { CellName } from "../../networks/seq2seq/cell-name.ts";
import type { GreedyDecoder } from "../../networks/seq2seq/decode.ts";
import type { TensorValues } from "../../networks/seq2seq/weights.ts";
import type { SplitName } from "../../scan/split.ts";
import { packageRoot } from "../../store/package-root.ts";
import { trainingRunFolder } from "../../store/training-run.ts";
import { UserError } from "../../text/user-error.ts";
import type { GraphRunner } from "../../train/graph-runner.ts";
import { openDecoder, trainedTensors } from "./network.ts";
import { readSettings, readWeights, type RunSettings } from "./run-files.ts";

/** Which trained network to open. */
export interface NetworkChoice {
  readonly split: SplitName;
  readonly cell: CellName;
  /** The folder of a training run; absent: the bundled one. */
  readonly checkpoint?: string | undefined;
  /** The option that names the folder, for what an error says; default "--checkpoint". */
  readonly option?: string;
}

/** A trained network. */
export interface StoredNetwork {
  readonly path: string;
  readonly settings: RunSettings;
  readonly values: TensorValues;
}

/** A trained network, ready to decode. */
export interface OpenNetwork extends StoredNetwork {
  readonly decoder: GreedyDecoder;
}

/** Reads a trained network. Throws UserError where its folder is missing, damaged, or holds a network of another split or cell. */
export async function readNetwork({
  split,
  cell,
  checkpoint,
  option = "--checkpoint",
}: NetworkChoice): Promise<StoredNetwork> {
  const path = checkpoint ?? join(packageRoot(), "models", `scan-${split.replace("_", "-")}`);
  const folder = trainingRunFolder(path);
  const settings = await readSettings(folder);
  if (settings === undefined)
    throw new UserError(
      `${path}: expected the folder of a SCAN training run, with settings.json, but found none. Make one with scan train --out ${path}.`,
    );
  if (settings.split !== split || settings.cell !== cell)
    throw new UserError(
      `${path}: expected a ${cell} trained on ${split} but found a ${settings.cell} trained on ${settings.split}. Ask for --split ${settings.split} --cell ${settings.cell}, or name another folder with ${option}.`,
    );
  return { path, settings, values: await readWeights(folder, trainedTensors(settings)) };
}

/** Opens a trained network. Throws UserError as `readNetwork` does. */
export async function openScanNetwork(choice: NetworkChoice, runner: GraphRunner = onnxRunner): Promise<OpenNetwork> {
  const stored = await readNetwork(choice);
  return { ...stored, decoder: await openDecoder(runner, stored.settings) };
}
