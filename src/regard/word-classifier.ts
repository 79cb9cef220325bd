import { linearScores, type LinearModel } from "./linear-model.ts";
import type { NamedArrays } from "./named-arrays.ts";
import { type Regard, regardLabels } from "./regard.ts";
import { readWords, textFeatures } from "./text-features.ts";
import type { WordLexicon } from "./word-lexicon.ts";

/** A regard classifier that reads words: plain data, evaluated here without any runtime. Outputs are in the order of regardLabels. */
export interface WordClassifier {
  readonly lexicon: WordLexicon;
  readonly linear: LinearModel;
}

/** The verdict on one text; it depends on nothing else. A text without a word is "other". Cost: about 0.1 ms for 20 words. */
export function classifyWords(classifier: WordClassifier, text: string): Regard {
  const words = readWords(text);
  if (words.length === 0) return wordless;
  return regardOf(linearScores(classifier.linear, textFeatures(words, classifier.lexicon)));
}

const wordless: Regard = { label: "other", scores: { negative: 0, neutral: 0, positive: 0, other: 1 } };

/** Softmax of scores in the order of regardLabels; of equal ones the first is the label. */
export function regardOf(scores: Float64Array): Regard {
  const most = Math.max(...scores);
  const weights = scores.map((score) => Math.exp(score - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const [negative = 0, neutral = 0, positive = 0, other = 0] = weights.map((weight) => weight / total);
  return { label: regardLabels[scores.indexOf(most)] ?? "other", scores: { negative, neutral, positive, other } };
}

/** The classifier in a file's arrays; undefined where they hold none. */
export function wordClassifier({ arrays, lists }: NamedArrays): WordClassifier | undefined {
  const { weights, lexicon } = arrays;
  const { words, channels } = lists;
  if (!(weights instanceof Float32Array) || !(lexicon instanceof Int8Array)) return undefined;
  if (words === undefined || channels === undefined || lexicon.length !== words.length * channels.length)
    return undefined;
  if (weights.length % regardLabels.length !== 0) return undefined;
  return {
    linear: { outputs: regardLabels.length, weights },
    lexicon: { channels, rows: new Map(words.map((word, row): [string, number] => [word, row])), values: lexicon },
  };
}

/** The arrays of a classifier, for a file. */
export const arraysOf = ({ linear, lexicon }: WordClassifier): NamedArrays => ({
  arrays: { weights: linear.weights, lexicon: lexicon.values },
  lists: { words: [...lexicon.rows.keys()], channels: lexicon.channels },
});
