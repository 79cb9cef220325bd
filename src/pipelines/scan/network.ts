import type { CellName } from "../../networks/seq2seq/cell-name.ts";
import { greedyDecoder, type GreedyDecoder } from "../../networks/seq2seq/decode.ts";
import { groupDecoder } from "../../networks/seq2seq/group-decoder.ts";
import { groupPlans, type GroupShape } from "../../networks/seq2seq/group-shape.ts";
import { type Seq2seqShape, type TensorPlan, tensorPlans } from "../../networks/seq2seq/shape.ts";
import type { TokenPair } from "../../networks/seq2seq/step-sessions.ts";
import type { Example } from "../../scan/grammar.ts";
import { scanSymmetry } from "../../scan/symmetry.ts";
import { actionWords, commandWords, encodeWords } from "../../scan/vocabulary.ts";
import type { GraphRunner } from "../../train/graph-runner.ts";
import type { RunSettings } from "./run-files.ts";

/** The longest command has 9 words, and its end mark. */
export const longestSource = 10;
/** Rows of the decoder's output: the longest target has 48 actions, and its end mark. */
export const outputRows = 50;

/** The published network: 64 units a direction. */
export const scanShape = (cell: CellName): Seq2seqShape => ({
  cell,
  words: commandWords.words.length,
  actions: actionWords.words.length,
  units: 64,
});

/** What a run's network is made of. */
type NetworkOf = Pick<RunSettings, "cell" | "split" | "group">;

/** The permutation-equivariant network of the published comparison, K = 64 a direction; undefined for a plain network's settings. */
export function scanGroupShape({ cell, split, group: kind }: NetworkOf): GroupShape | undefined {
  if (kind === undefined) return undefined;
  const { words, actions } = scanSymmetry(split, kind);
  return {
    cell,
    group: words.group,
    words: { count: commandWords.words.length, action: words },
    actions: { count: actionWords.words.length, action: actions },
    units: 64,
  };
}

/** The tensors that a run trains and stores. */
export function trainedTensors(settings: NetworkOf): readonly TensorPlan[] {
  const shape = scanGroupShape(settings);
  return shape === undefined ? tensorPlans(scanShape(settings.cell)) : groupPlans(shape);
}

const decoding = { source: longestSource, limit: outputRows, rows: 128 } as const;

/** Loads greedy decoding by a run's network. */
export function openDecoder(runner: GraphRunner, settings: NetworkOf): Promise<GreedyDecoder> {
  const shape = scanGroupShape(settings);
  return shape === undefined
    ? greedyDecoder(runner, scanShape(settings.cell), decoding)
    : groupDecoder(runner, shape, decoding);
}

/** An example as token ids. */
export const tokenPair = ({ command, actions }: Example): TokenPair => ({
  source: encodeWords(commandWords, command),
  target: encodeWords(actionWords, actions),
});
