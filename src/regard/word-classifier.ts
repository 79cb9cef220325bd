import { linearScores, type LinearModel } from "./linear-model.ts";
import type { NamedArrays } from "./named-arrays.ts";
import { type Regard, regardLabels } from "./regard.ts";
import { readWords, textFeatures } from "./text-features.ts";
import {
  extraInputs,
  matchPatterns,
  mostNetworkWords,
  networkScores,
  type TextNetwork,
  wordInput,
  wordParts,
} from "./text-network.ts";
import { vectorStart, type WordLexicon } from "./word-lexicon.ts";

/** A regard classifier that reads words: plain data, evaluated here without any runtime. Outputs are in the order of regardLabels. */
export interface WordClassifier {
  readonly lexicon: WordLexicon;
  readonly linear: LinearModel;
  /** Networks that differ in their chance; the linear model weighs as much as all of them. */
  readonly networks: readonly TextNetwork[];
}

/** Words whose products with the networks are kept: about 10 MB for each network. */
const mostKept = 8192;

/**
 * The judge of texts one by one; a verdict depends on its text alone. A text without a word is "other". What was worked out for a word is kept for the next text.
 * Cost: about 0.1 ms for 20 words that were met before, 0.1 ms more for each other word.
 */
export function wordJudge(classifier: WordClassifier): (text: string) => Regard {
  const kept = new Map<string, readonly Float32Array[]>();
  const partsOf = (word: string): readonly Float32Array[] => {
    const known = kept.get(word);
    if (known !== undefined) return known;
    if (kept.size >= mostKept) kept.clear();
    const parts = partsOfWord(classifier, word);
    kept.set(word, parts);
    return parts;
  };
  return (text) => {
    const words = readWords(text);
    return words.length === 0 ? wordless : regardOf(wordProbabilities(classifier, words, partsOf));
  };
}

/** The products of a word with each network. */
function partsOfWord({ networks, lexicon }: WordClassifier, word: string): readonly Float32Array[] {
  const input = wordInput(word, lexicon);
  return networks.map((network) => wordParts(network, input));
}

/** The probability of each label, shape (labels): the mean of the linear model's and the networks'. */
export function wordProbabilities(
  classifier: WordClassifier,
  words: readonly string[],
  partsOf: (word: string) => readonly Float32Array[] = (word) => partsOfWord(classifier, word),
): Float64Array {
  const { lexicon, linear, networks } = classifier;
  const mean = softmax(linearScores(linear, textFeatures(words, lexicon)));
  if (networks.length === 0) return mean;
  const parts = words.slice(0, mostNetworkWords).map(partsOf);
  for (let k = 0; k < mean.length; k++) mean[k] = (mean[k] ?? 0) / 2;
  for (const [n, network] of networks.entries()) {
    const { best } = matchPatterns(
      network,
      parts.map((ofWord) => ofWord[n] ?? new Float32Array(0)),
    );
    for (const [k, p] of softmax(networkScores(network, best)).entries()) {
      mean[k] = (mean[k] ?? 0) + p / (2 * networks.length);
    }
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
