import type { CellName } from "../../networks/seq2seq/cell-name.ts";
import { greedyDecoder, type GreedyDecoder } from "../../networks/seq2seq/decode.ts";
import type { Seq2seqShape } from "../../networks/seq2seq/shape.ts";
import type { TokenPair } from "../../networks/seq2seq/step-sessions.ts";
import type { Example } from "../../scan/grammar.ts";
import { actionWords, commandWords, encodeWords } from "../../scan/vocabulary.ts";
import type { GraphRunner } from "../../train/graph-runner.ts";

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

/** Rows decoded in one pass. */
const rows = 128;

/** Loads greedy decoding of a run's network. */
export const openDecoder = (runner: GraphRunner, { cell }: { readonly cell: CellName }): Promise<GreedyDecoder> =>
  greedyDecoder(runner, scanShape(cell), { source: longestSource, limit: outputRows, rows });

/** An example as token ids. */
export const tokenPair = ({ command, actions }: Example): TokenPair => ({
  source: encodeWords(commandWords, command),
  target: encodeWords(actionWords, actions),
});
