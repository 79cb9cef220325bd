import { linearScores, type LinearModel } from "./linear-model.ts";
import type { NamedArrays } from "./named-arrays.ts";
import { type Regard, regardLabels } from "./regard.ts";
import { readWords, textFeatures } from "./text-features.ts";
import { extraInputs, networkInput, networkScores, type TextNetwork } from "./text-network.ts";
import { vectorStart, type WordLexicon } from "./word-lexicon.ts";

/** A regard classifier that reads words: plain data, evaluated here without any runtime. Outputs are in the order of regardLabels. */
export interface WordClassifier {
  readonly lexicon: WordLexicon;
  readonly linear: LinearModel;
  /** Networks that differ in their chance; the linear model weighs as much as all of them. */
  readonly networks: readonly TextNetwork[];
}

/** The verdict on one text; it depends on nothing else. A text without a word is "other". Cost: about 0.3 ms for 20 words. */
export function classifyWords(classifier: WordClassifier, text: string): Regard {
  const words = readWords(text);
  return words.length === 0 ? wordless : regardOf(wordProbabilities(classifier, words));
}

/** The probability of each label, shape (labels): the mean of the linear model's and the networks'. */
export function wordProbabilities(
  { lexicon, linear, networks }: WordClassifier,
  words: readonly string[],
): Float64Array {
  const mean = softmax(linearScores(linear, textFeatures(words, lexicon)));
  if (networks.length === 0) return mean;
  const input = networkInput(words, lexicon);
  for (let k = 0; k < mean.length; k++) mean[k] = (mean[k] ?? 0) / 2;
  for (const network of networks) {
    for (const [k, p] of softmax(networkScores(network, input)).entries())
      mean[k] = (mean[k] ?? 0) + p / (2 * networks.length);
  }
  return mean;
}

const wordless: Regard = { label: "other", scores: { negative: 0, neutral: 0, positive: 0, other: 1 } };

/** Probabilities in the order of regardLabels as a verdict; of equal ones the first is the label. */
function regardOf(probabilities: Float64Array): Regard {
  const [negative = 0, neutral = 0, positive = 0, other = 0] = probabilities;
  const label = regardLabels[probabilities.indexOf(Math.max(...probabilities))] ?? "other";
  return { label, scores: { negative, neutral, positive, other } };
}

function softmax(scores: Float64Array): Float64Array {
  const most = Math.max(...scores);
  const weights = scores.map((score) => Math.exp(score - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

const outputs = regardLabels.length;

/** The classifier in a file's arrays; undefined where they hold none. */
export function wordClassifier({ arrays, lists }: NamedArrays): WordClassifier | undefined {
  const { linear, lexicon, scale } = arrays;
  const words = lists["words"] ?? [];
  if (!(linear instanceof Float32Array) || !(lexicon instanceof Int8Array) || !(scale instanceof Float32Array))
    return undefined;
  const vectorLength = lexicon.length / words.length - vectorStart;
  const isPowerOfTwo = Number.isInteger(Math.log2(linear.length / outputs));
  if (!Number.isInteger(vectorLength) || vectorLength < 1 || !isPowerOfTwo) return undefined;
  return {
    lexicon: {
      rows: new Map(words.map((word, row): [string, number] => [word, row])),
      values: lexicon,
      vectorLength,
      scale: scale[0] ?? NaN,
    },
    linear: { outputs, weights: linear },
    networks: networksIn(arrays, vectorLength + extraInputs),
  };
}

/** Networks network0, network1, … of one array each. */
function networksIn(arrays: NamedArrays["arrays"], inputs: number): readonly TextNetwork[] {
  const networks: TextNetwork[] = [];
  for (let n = 0; arrays[`network${n}`] instanceof Float32Array; n++)
    networks.push(networkOf(arrays[`network${n}`] as Float32Array, inputs));
  return networks;
}

/** A network whose parameters look into one array: patterns, offsets, votes, bias. */
export function networkOf(parameters: Float32Array, inputs: number): TextNetwork {
  const filters = (parameters.length - outputs) / (6 * inputs + 3 + 3 * outputs);
  let end = 0;
  const next = (length: number): Float32Array => parameters.subarray(end, (end += length));
  return {
    filters,
    inputs,
    patterns: next(6 * inputs * filters),
    offsets: next(3 * filters),
    votes: next(3 * filters * outputs),
    bias: next(outputs),
  };
}

/** The arrays of a classifier, for a file. */
export function arraysOf({ linear, lexicon, networks }: WordClassifier): NamedArrays {
  const parameters = networks.map(({ patterns, offsets, votes, bias }, n): [string, Float32Array] => [
    `network${n}`,
    Float32Array.from([...patterns, ...offsets, ...votes, ...bias]),
  ]);
  return {
    arrays: {
      linear: linear.weights,
      lexicon: lexicon.values,
      scale: Float32Array.of(lexicon.scale),
      ...Object.fromEntries(parameters),
    },
    lists: { words: [...lexicon.rows.keys()] },
  };
}
