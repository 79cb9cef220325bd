import { type GreedyDecoder, readTokens } from "../../networks/seq2seq/decode.ts";
import type { TokenPair } from "../../networks/seq2seq/step-sessions.ts";
import type { TensorValues } from "../../networks/seq2seq/weights.ts";
import { actionWords } from "../../scan/vocabulary.ts";

/** How many sequences of a set are exactly right, end mark included. */
export interface Accuracy {
  readonly right: number;
  readonly count: number;
}

/** The exact-sequence accuracy of outputs, flattened rows of log-probabilities, on their examples. */
export function sequenceAccuracy(outputs: readonly Float32Array[], examples: readonly TokenPair[]): Accuracy {
  const right = outputs.filter((output, i) => isRight(output, examples[i]?.target ?? [])).length;
  return { right, count: examples.length };
}

function isRight(output: Float32Array, target: readonly number[]): boolean {
  const tokens = readTokens(output, actionWords.words.length);
  return tokens.length === target.length && tokens.every((token, i) => token === target[i]);
}

/** The network's own accuracy under greedy decoding. */
export async function greedyAccuracy(
  decoder: GreedyDecoder,
  values: TensorValues,
  examples: readonly TokenPair[],
): Promise<Accuracy> {
  const outputs = await decoder.decode(
    values,
    examples.map(({ source }) => source),
  );
  return sequenceAccuracy(outputs, examples);
}
