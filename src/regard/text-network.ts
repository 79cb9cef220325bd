import { negations } from "./word-sentiment.ts";
import { vectorOffset, wordValue, type WordLexicon } from "./word-lexicon.ts";

/**
 * A convolution over word vectors: `filters` patterns each of one, two and three words; the best match of each pattern in the text, where above 0, votes for the outputs.
 * Shapes: patterns (6, inputs, filters), for words 1 | 1, 2 | 1, 2, 3 of a pattern; offsets (3, filters); votes (3·filters, outputs); bias (outputs).
 */
export interface TextNetwork {
  readonly filters: number;
  readonly inputs: number;
  readonly patterns: Float32Array;
  readonly offsets: Float32Array;
  readonly votes: Float32Array;
  readonly bias: Float32Array;
}

/** Words that the network reads: the beginning of a longer text. */
export const mostNetworkWords = 60;
/** Entries of an input beyond the word's vector: guessed valence, sentiment, negation, unknown. */
export const extraInputs = 4;

/** The network's view of a word, shape (inputs). */
export function wordInput(word: string, lexicon: WordLexicon): Float32Array {
  const { vectorLength, values, scale } = lexicon;
  const input = new Float32Array(vectorLength + extraInputs);
  const offset = vectorOffset(lexicon, word);
  if (offset !== undefined) {
    for (let i = 0; i < vectorLength; i++) input[i] = (3 * scale * (values[offset + i] ?? 0)) / 127;
  }
  input[vectorLength] = wordValue(lexicon, word, "valence") / 2;
  input[vectorLength + 1] = wordValue(lexicon, word, "sentiment") / 2;
  input[vectorLength + 2] = negations.has(word) ? 1 : 0;
  input[vectorLength + 3] = offset === undefined ? 1 : 0;
  return input;
}

/** A word's input times each part of each pattern, shape (6, filters). */
export function wordParts({ filters, inputs, patterns }: TextNetwork, input: Float32Array): Float32Array {
  const parts = new Float32Array(6 * filters);
  for (let part = 0; part < 6; part++) {
    for (let i = 0; i < inputs; i++) {
      const x = input[i] ?? 0;
      if (x === 0) continue;
      const from = (part * inputs + i) * filters;
      const to = part * filters;
      for (let f = 0; f < filters; f++) parts[to + f] = (parts[to + f] ?? 0) + x * (patterns[from + f] ?? 0);
    }
  }
  return parts;
}

/** The best match of each pattern, at least 0, shape (3·filters), and the word where it begins (−99 where none matches; −1 and −2 before the text). */
export interface Matches {
  readonly best: Float32Array;
  readonly at: Int32Array;
}

/** Matches every pattern against every place of a text, given the parts of its words. */
export function matchPatterns({ filters, offsets }: TextNetwork, parts: readonly Float32Array[]): Matches {
  const best = new Float32Array(3 * filters);
  const at = new Int32Array(3 * filters).fill(-99);
  const match = new Float32Array(filters);
  for (let size = 1; size <= 3; size++) {
    const bank = ((size - 1) * size) / 2;
    const first = (size - 1) * filters;
    for (let start = 1 - size; start < parts.length; start++) {
      match.set(offsets.subarray(first, first + filters));
      for (let j = Math.max(0, -start); j < size && start + j < parts.length; j++) {
        addRow(match, parts[start + j] ?? match, (bank + j) * filters);
      }
      keepBetter(match, best.subarray(first, first + filters), at.subarray(first, first + filters), start);
    }
  }
  return { best, at };
}

function keepBetter(match: Float32Array, best: Float32Array, at: Int32Array, start: number): void {
  for (let f = 0; f < match.length; f++) {
    const value = match[f] ?? 0;
    if (value <= (best[f] ?? 0)) continue;
    best[f] = value;
    at[f] = start;
  }
}

function addRow(to: Float32Array, from: Float32Array, start: number): void {
  for (let f = 0; f < to.length; f++) to[f] = (to[f] ?? 0) + (from[start + f] ?? 0);
}

/** Scores on the natural-log scale, shape (outputs), from the best matches. */
export function networkScores({ votes, bias }: TextNetwork, best: Float32Array): Float64Array {
  const scores = Float64Array.from(bias);
  for (const [pattern, match] of best.entries()) {
    if (match === 0) continue;
    for (let k = 0; k < scores.length; k++) {
      scores[k] = (scores[k] ?? 0) + match * (votes[pattern * scores.length + k] ?? 0);
    }
  }
  return scores;
}
