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

/** The network's view of words, shape (words, inputs). */
export function networkInput(words: readonly string[], lexicon: WordLexicon): Float32Array {
  const read = words.slice(0, mostNetworkWords);
  const { vectorLength, values, scale } = lexicon;
  const width = vectorLength + extraInputs;
  const input = new Float32Array(read.length * width);
  for (const [t, word] of read.entries()) {
    const at = t * width;
    const offset = vectorOffset(lexicon, word);
    if (offset !== undefined) {
      for (let i = 0; i < vectorLength; i++) input[at + i] = (3 * scale * (values[offset + i] ?? 0)) / 127;
    }
    input[at + vectorLength] = wordValue(lexicon, word, "valence") / 2;
    input[at + vectorLength + 1] = wordValue(lexicon, word, "sentiment") / 2;
    input[at + vectorLength + 2] = negations.has(word) ? 1 : 0;
    input[at + vectorLength + 3] = offset === undefined ? 1 : 0;
  }
  return input;
}

/** The best match of each pattern, at least 0, shape (3·filters), and the word where it begins (−99 where none matches; −1 and −2 before the text). */
export interface Matches {
  readonly best: Float32Array;
  readonly at: Int32Array;
}

/** Matches every pattern against every place of a text. */
export function matchPatterns(network: TextNetwork, input: Float32Array): Matches {
  const { filters, inputs, offsets } = network;
  const count = input.length / inputs;
  const parts = projections(network, input, count);
  const best = new Float32Array(3 * filters);
  const at = new Int32Array(3 * filters).fill(-99);
  for (let size = 1; size <= 3; size++) {
    const bank = ((size - 1) * size) / 2;
    for (let f = 0; f < filters; f++) {
      const pattern = (size - 1) * filters + f;
      for (let start = 1 - size; start < count; start++) {
        let match = offsets[pattern] ?? 0;
        for (let j = Math.max(0, -start); j < size && start + j < count; j++) {
          match += parts[((start + j) * 6 + bank + j) * filters + f] ?? 0;
        }
        if (match > (best[pattern] ?? 0)) {
          best[pattern] = match;
          at[pattern] = start;
        }
      }
    }
  }
  return { best, at };
}

/** Each word times each pattern's parts, shape (words, 6, filters). */
function projections({ filters, inputs, patterns }: TextNetwork, input: Float32Array, count: number): Float32Array {
  const parts = new Float32Array(count * 6 * filters);
  for (let t = 0; t < count; t++) {
    for (let part = 0; part < 6; part++) {
      const to = (t * 6 + part) * filters;
      for (let i = 0; i < inputs; i++) {
        const x = input[t * inputs + i] ?? 0;
        if (x === 0) continue;
        const from = (part * inputs + i) * filters;
        for (let f = 0; f < filters; f++) parts[to + f] = (parts[to + f] ?? 0) + x * (patterns[from + f] ?? 0);
      }
    }
  }
  return parts;
}

/** Scores on the natural-log scale, shape (outputs). */
export function networkScores(network: TextNetwork, input: Float32Array): Float64Array {
  const { votes, bias } = network;
  const scores = Float64Array.from(bias);
  for (const [pattern, match] of matchPatterns(network, input).best.entries()) {
    if (match === 0) continue;
    for (let k = 0; k < scores.length; k++) {
      scores[k] = (scores[k] ?? 0) + match * (votes[pattern * scores.length + k] ?? 0);
    }
  }
  return scores;
}
