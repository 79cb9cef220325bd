import {
  matchPatterns,
  mostNetworkWords,
  networkScores,
  type TextNetwork,
  wordInput,
  wordParts,
} from "../src/regard/text-network.ts";
import { networkOf } from "../src/regard/word-classifier.ts";
import type { WordLexicon } from "../src/regard/word-lexicon.ts";
import { normal, random } from "./random.ts";

/** A text for the network: its words' inputs, what it should be (sums to 1), and how much it counts. */
export interface NetworkExample {
  readonly words: readonly Float32Array[];
  readonly target: Float32Array;
  readonly weight: number;
}

/** How a network is trained. */
export interface Schedule {
  readonly epochs: number;
  readonly rate: number;
  readonly seed: number;
}

const outputs = 4;
const batchSize = 16;
/** Shares of matches and of words that are hidden while training. */
const hidden = { matches: 0.5, words: 0.1 };
const decay = 1e-4;
/** Steps over which the rate rises. */
const warmUp = 50;

/** An example with a target that leaves 2 % to each other label. */
export function networkExample(
  words: readonly string[],
  lexicon: WordLexicon,
  label: number,
  weight: number,
): NetworkExample {
  const target = new Float32Array(outputs).fill(0.02);
  target[label] = 1 - 0.02 * (outputs - 1);
  return { words: words.slice(0, mostNetworkWords).map((word) => wordInput(word, lexicon)), target, weight };
}

/** Random parameters of a network, in one array: see networkOf. */
export function initialNetwork(inputs: number, filters: number, seed: number): Float32Array {
  const chance = random(seed);
  const parameters = new Float32Array(6 * inputs * filters + 3 * filters + 3 * filters * outputs + outputs);
  const { patterns, votes } = networkOf(parameters, inputs);
  const part = inputs * filters;
  for (let i = 0; i < patterns.length; i++) {
    const size = i < part ? 1 : i < 3 * part ? 2 : 3;
    patterns[i] = (0.15 * normal(chance)) / Math.sqrt(size);
  }
  for (let i = 0; i < votes.length; i++) votes[i] = 0.1 * normal(chance);
  return parameters;
}

/** Trains in place by Adam on batches of 16, the rate rising over 50 steps and falling to 0. Deterministic. */
export function trainNetwork(
  parameters: Float32Array,
  inputs: number,
  examples: readonly NetworkExample[],
  { epochs, rate, seed }: Schedule,
): void {
  const chance = random(seed);
  const network = networkOf(parameters, inputs);
  const slope = new Float32Array(parameters.length);
  const slopes = networkOf(slope, inputs);
  const update = adam(parameters, slope);
  const steps = epochs * Math.ceil(examples.length / batchSize);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(examples, chance);
    for (let start = 0; start < order.length; start += batchSize) {
      const batch = order.slice(start, start + batchSize);
      slope.fill(0);
      for (const example of batch) addSlope(network, slopes, example, chance);
      step += 1;
      update(batch.length, rate * (1 - step / steps) * Math.min(1, step / warmUp) + 1e-6);
    }
  }
}

function shuffled<Item>(items: readonly Item[], chance: () => number): readonly Item[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    [order[i], order[j]] = [order[j] as Item, order[i] as Item];
  }
  return order;
}

/** Adds the slope of one example's loss, some words and matches hidden. */
function addSlope(network: TextNetwork, slopes: TextNetwork, example: NetworkExample, chance: () => number): void {
  const { filters, inputs } = network;
  const blank = new Float32Array(inputs);
  const seen = example.words.map((word) => (chance() < hidden.words ? blank : word));
  const parts = seen.map((word) => wordParts(network, word));
  const { best, at } = matchPatterns(network, parts);
  const kept = best.map(() => (chance() < hidden.matches ? 0 : 1 / (1 - hidden.matches)));
  const errors = outputErrors(
    network,
    best.map((match, pattern) => match * (kept[pattern] ?? 0)),
    example,
  );
  for (const [k, error] of errors.entries()) slopes.bias[k] = (slopes.bias[k] ?? 0) + error;
  for (const [pattern, match] of best.entries()) {
    const share = kept[pattern] ?? 0;
    if (match === 0 || share === 0) continue;
    const pull = share * addVoteSlope(network, slopes, pattern, errors, match * share);
    slopes.offsets[pattern] = (slopes.offsets[pattern] ?? 0) + pull;
    addPatternSlope(slopes, seen, Math.floor(pattern / filters) + 1, pattern % filters, at[pattern] ?? 0, pull);
  }
}

/** The slope of a pattern's votes; returns the loss's slope by what the pattern showed. */
function addVoteSlope(
  network: TextNetwork,
  slopes: TextNetwork,
  pattern: number,
  errors: Float64Array,
  shown: number,
): number {
  let pull = 0;
  for (const [k, error] of errors.entries()) {
    const vote = pattern * outputs + k;
    pull += error * (network.votes[vote] ?? 0);
    slopes.votes[vote] = (slopes.votes[vote] ?? 0) + error * shown;
  }
  return pull;
}

/** weight · (softmax − target). */
function outputErrors(network: TextNetwork, shown: Float32Array, { target, weight }: NetworkExample): Float64Array {
  const scores = networkScores(network, shown);
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power, k) => weight * (power / total - (target[k] ?? 0)));
}

/** The slope of a pattern of `size` words that matched from word `start` on. */
function addPatternSlope(
  { patterns, filters, inputs }: TextNetwork,
  words: readonly Float32Array[],
  size: number,
  filter: number,
  start: number,
  pull: number,
): void {
  const bank = ((size - 1) * size) / 2;
  for (let j = Math.max(0, -start); j < size && start + j < words.length; j++) {
    const to = (bank + j) * inputs * filters + filter;
    const word = words[start + j] ?? new Float32Array(0);
    for (let i = 0; i < word.length; i++) {
      const at = to + i * filters;
      patterns[at] = (patterns[at] ?? 0) + pull * (word[i] ?? 0);
    }
  }
}

/** Adam with weight decay in the slope. */
function adam(parameters: Float32Array, slope: Float32Array): (batch: number, rate: number) => void {
  const mean = new Float32Array(slope.length);
  const square = new Float32Array(slope.length);
  let step = 0;
  return (batch, rate) => {
    step += 1;
    const [first, second] = [1 - 0.9 ** step, 1 - 0.999 ** step];
    for (let i = 0; i < slope.length; i++) {
      const value = parameters[i] ?? 0;
      const pull = (slope[i] ?? 0) / batch + decay * value;
      const average = 0.9 * (mean[i] ?? 0) + 0.1 * pull;
      const spread = 0.999 * (square[i] ?? 0) + 0.001 * pull * pull;
      mean[i] = average;
      square[i] = spread;
      parameters[i] = value - (rate * average) / first / (Math.sqrt(spread / second) + 1e-8);
    }
  };
}
