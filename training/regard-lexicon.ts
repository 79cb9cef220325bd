import { readFileSync } from "node:fs";
import { join } from "node:path";
import { vectorStart, type WordLexicon } from "../src/regard/word-lexicon.ts";
import { corpus } from "./regard-corpus.ts";
import type { Labelled } from "./regard-data.ts";
import { type WordVectors, wordVectors } from "./regard-vectors.ts";
import { wordnetSenses } from "./regard-wordnet.ts";

/** Length of the word vectors, and the largest entry that is told apart. */
const vectorLength = 100;
const scale = 0.6;

/** VADER's strengths of single words, −4 to 4. */
function strengths(data: string): ReadonlyMap<string, number> {
  const lines = readFileSync(join(data, "vader/vader_lexicon.txt"), "utf8").split("\n");
  const pairs = lines.map((line) => line.split("\t")).filter(([word = ""]) => /^\p{L}[\p{L}']*$/u.test(word));
  return new Map(pairs.map(([word = "", strength]): [string, number] => [word, Number(strength)]));
}

/**
 * The lexicon of the classifier: vectors from all text and WordNet, VADER's sentiment, its guess from the vector, and weights that fall with how many of the labelled texts hold a word.
 * No label enters. About a minute.
 */
export function regardLexicon(data: string, labelled: readonly Labelled[]): WordLexicon {
  const sentiments = strengths(data);
  const vectors = vectorsOf(data, labelled, sentiments);
  const guessed = guessedSentiments(vectors, sentiments);
  const frequencies = textsByWord(labelled);
  const words = [...new Set([...vectors.words, ...sentiments.keys()])];
  const width = vectorStart + vectorLength;
  const values = new Int8Array(words.length * width);
  for (const [row, word] of words.entries()) {
    values[row * width] = Math.round(10 * (sentiments.get(word) ?? 0));
    if (row >= vectors.words.length) continue;
    values[row * width + 1] = clamp(10 * (guessed[row] ?? 0), 60);
    values[row * width + 2] = Math.round(100 / (1 + Math.sqrt((frequencies.get(word) ?? 0) / 15)));
    const vector = vectors.values.subarray(row * vectorLength, (row + 1) * vectorLength);
    values.set(
      Array.from(vector, (entry) => clamp((127 * entry) / scale, 127)),
      row * width + vectorStart,
    );
  }
  return { rows: new Map(words.map((word, row): [string, number] => [word, row])), values, vectorLength, scale };
}

function vectorsOf(data: string, labelled: readonly Labelled[], sentiments: ReadonlyMap<string, number>): WordVectors {
  const senses = wordnetSenses();
  const inWordNet = new Set(senses.flatMap(({ words }) => words));
  const rated = [...sentiments.keys()].filter((word) => inWordNet.has(word));
  const texts = labelled.map(({ words }) => ({ words, count: 2 }));
  const wanted = [...labelled.flatMap(({ words }) => words), ...rated];
  return wordVectors([...corpus(data), ...texts], senses, wanted, vectorLength);
}

/** In how many texts each word occurs. */
function textsByWord(texts: readonly Labelled[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { words } of texts) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const clamp = (value: number, most: number): number => Math.max(-most, Math.min(most, Math.round(value)));

/** Sentiments by ridge regression on the vectors, shape (words). */
function guessedSentiments(
  { words, length, values }: WordVectors,
  sentiments: ReadonlyMap<string, number>,
): Float64Array {
  const size = length + 1;
  const rowOf = (row: number): number[] => [...values.subarray(row * length, (row + 1) * length), 1];
  const square = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j): number => (i === j ? 0.5 : 0)),
  );
  const right = Array.from({ length: size }, () => 0);
  for (const [row, word] of words.entries()) {
    const sentiment = sentiments.get(word);
    if (sentiment === undefined) continue;
    const entries = rowOf(row);
    for (const [i, x] of entries.entries()) {
      right[i] = (right[i] ?? 0) + x * sentiment;
      const line = square[i] ?? [];
      for (const [j, y] of entries.entries()) line[j] = (line[j] ?? 0) + x * y;
    }
  }
  const weights = solve(square, right);
  return Float64Array.from(words, (_, row) => rowOf(row).reduce((sum, x, i) => sum + x * (weights[i] ?? 0), 0));
}

/** Solves A·x = b for a positive definite A, by elimination. Overwrites both. */
function solve(square: number[][], right: number[]): readonly number[] {
  for (const [pivot, line] of square.entries()) {
    for (let below = pivot + 1; below < square.length; below++) {
      const other = square[below] ?? [];
      const factor = entry(other, pivot) / entry(line, pivot);
      for (let j = pivot; j < line.length; j++) other[j] = entry(other, j) - factor * entry(line, j);
      right[below] = entry(right, below) - factor * entry(right, pivot);
    }
  }
  const solution = right.map(() => 0);
  for (let i = right.length - 1; i >= 0; i--) {
    const line = square[i] ?? [];
    const known = solution.reduce((sum, x, j) => sum + (j > i ? entry(line, j) * x : 0), 0);
    solution[i] = (entry(right, i) - known) / entry(line, i);
  }
  return solution;
}

/** An entry that is known to be there. */
const entry = (values: readonly number[], i: number): number => values[i] ?? NaN;
