import { featureBucket, type LinearModel } from "../src/regard/linear-model.ts";
import { regardLabels } from "../src/regard/regard.ts";
import { textFeatures } from "../src/regard/text-features.ts";
import { extraInputs, type TextNetwork } from "../src/regard/text-network.ts";
import { networkOf, type WordClassifier } from "../src/regard/word-classifier.ts";
import type { WordLexicon } from "../src/regard/word-lexicon.ts";
import type { Labelled, Source } from "./regard-data.ts";
import { fitSoftmax, type SparseRow } from "./regard-fit.ts";
import { initialNetwork, networkExample, type NetworkExample, trainNetwork } from "./regard-network.ts";

/** What was chosen by cross-validation. */
export interface Recipe {
  readonly buckets: number;
  readonly ridge: number;
  /** A feature of fewer texts is left out. */
  readonly leastTexts: number;
  readonly filters: number;
  readonly networks: number;
  readonly epochs: { readonly reviews: number; readonly labelled: number };
  readonly rate: number;
}

export const recipe: Recipe = {
  buckets: 2 ** 17,
  ridge: 0.5,
  leastTexts: 2,
  filters: 48,
  networks: 3,
  epochs: { reviews: 2, labelled: 7 },
  rate: 2e-3,
};

/** How much an example counts. */
function weightOf(source: Source): number {
  if (source === "people") return 2;
  return source === "own" ? 0.5 : 1;
}

/** A classifier in training: what is the same in every fold of a cross-validation is made once. */
export interface Bench {
  readonly lexicon: WordLexicon;
  readonly recipe: Recipe;
  /** Networks that have seen the film reviews only. */
  readonly pretrained: readonly Float32Array[];
}

const inputsOf = ({ vectorLength }: WordLexicon): number => vectorLength + extraInputs;

/** Trains networks on the reviews. Cost: about 0.3 ms for each text, epoch and network. */
export function trainingBench(lexicon: WordLexicon, reviews: readonly Labelled[], recipe: Recipe): Bench {
  const inputs = inputsOf(lexicon);
  const examples = reviews.map(({ words, label }) => networkExample(words, lexicon, label, 1));
  const pretrained = Array.from({ length: recipe.networks }, (_, n) => {
    const parameters = initialNetwork(inputs, recipe.filters, n + 1);
    trainNetwork(parameters, inputs, examples, { epochs: recipe.epochs.reviews, rate: recipe.rate, seed: n + 1 });
    return parameters;
  });
  return { lexicon, recipe, pretrained };
}

/** Trains the classifier on labelled texts. */
export function trainClassifier(bench: Bench, labelled: readonly Labelled[]): WordClassifier {
  const { lexicon, recipe } = bench;
  const examples = labelled.map(({ words, label, source }) => networkExample(words, lexicon, label, weightOf(source)));
  const networks = bench.pretrained.map((start, n) => fineTune(start, inputsOf(lexicon), examples, recipe, n));
  return { lexicon, linear: trainLinear(labelled, lexicon, recipe), networks };
}

function fineTune(
  start: Float32Array,
  inputs: number,
  examples: readonly NetworkExample[],
  { epochs, rate }: Recipe,
  n: number,
): TextNetwork {
  const parameters = Float32Array.from(start);
  trainNetwork(parameters, inputs, examples, { epochs: epochs.labelled, rate, seed: n + 11 });
  return networkOf(parameters, inputs);
}

function trainLinear(
  labelled: readonly Labelled[],
  lexicon: WordLexicon,
  { buckets, ridge, leastTexts }: Recipe,
): LinearModel {
  const classes = regardLabels.length;
  const texts = labelled.map(({ words }) => textFeatures(words, lexicon));
  const seen = textsByFeature(texts);
  const columns = new Map<number, number>();
  const rows = texts.map((features): SparseRow => {
    const values = new Map<number, number>();
    for (const [name, weight] of features) {
      if (weight === 0 || (seen.get(name) ?? 0) < leastTexts) continue;
      const bucket = featureBucket(name, buckets);
      const column = columns.get(bucket) ?? columns.size;
      columns.set(bucket, column);
      values.set(column, (values.get(column) ?? 0) + weight);
    }
    return { columns: Int32Array.from(values.keys()), values: Float32Array.from(values.values()) };
  });
  const targets = new Float32Array(labelled.length * classes);
  for (const [i, { label }] of labelled.entries()) targets[i * classes + label] = 1;
  const weights = Float32Array.from(labelled, ({ source }) => weightOf(source));
  const fitted = fitSoftmax({ rows, targets, weights }, { columns: columns.size, classes }, ridge);
  const table = new Float32Array(buckets * classes);
  for (const [bucket, column] of columns) {
    table.set(fitted.subarray(column * classes, (column + 1) * classes), bucket * classes);
  }
  return { outputs: classes, weights: table };
}

/** In how many texts each feature occurs. */
function textsByFeature(texts: readonly ReturnType<typeof textFeatures>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const features of texts) for (const [name] of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Of the features that are used, the share whose bucket holds another one too. */
export function collisions(
  labelled: readonly Labelled[],
  lexicon: WordLexicon,
  { buckets, leastTexts }: Recipe,
): number {
  const seen = textsByFeature(labelled.map(({ words }) => textFeatures(words, lexicon)));
  const used = [...seen].filter(([, count]) => count >= leastTexts).map(([name]) => featureBucket(name, buckets));
  const holders = new Map<number, number>();
  for (const bucket of used) holders.set(bucket, (holders.get(bucket) ?? 0) + 1);
  return used.filter((bucket) => (holders.get(bucket) ?? 0) > 1).length / used.length;
}
