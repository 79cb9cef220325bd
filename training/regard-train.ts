import { featureBucket } from "../src/regard/linear-model.ts";
import { regardLabels } from "../src/regard/regard.ts";
import { type Feature, textFeatures } from "../src/regard/text-features.ts";
import type { WordClassifier } from "../src/regard/word-classifier.ts";
import type { WordLexicon } from "../src/regard/word-lexicon.ts";
import type { Labelled } from "./regard-data.ts";
import { fitSoftmax, type SparseRow } from "./regard-fit.ts";

/** What was chosen by cross-validation. */
export interface Recipe {
  readonly buckets: number;
  readonly ridge: number;
  readonly iterations: number;
  /** How much an example of each kind of source counts. */
  readonly weights: { readonly people: number; readonly bert: number; readonly own: number; readonly reviews: number };
}

export const recipe: Recipe = {
  buckets: 2 ** 18,
  ridge: 0.3,
  iterations: 60,
  weights: { people: 2, bert: 1, own: 1, reviews: 0.1 },
};

/** Trains the classifier. `collisions`: the share of features that share their bucket with another. */
export function trainClassifier(
  examples: readonly Labelled[],
  lexicon: WordLexicon,
  { buckets, ridge, iterations, weights }: Recipe,
): { readonly classifier: WordClassifier; readonly collisions: number } {
  const classes = regardLabels.length;
  const columns = new Map<number, number>();
  const names = new Set<string>();
  const rows = examples.map(({ words }) => sparse(textFeatures(words, lexicon), buckets, columns, names));
  const targets = new Float32Array(examples.length * classes);
  for (const [i, { label }] of examples.entries()) targets[i * classes + label] = 1;
  const counts = Float32Array.from(
    examples,
    ({ source }) => weights[source.startsWith("bert") ? "bert" : (source as "people" | "own" | "reviews")],
  );
  const fitted = fitSoftmax({ rows, targets, weights: counts }, { columns: columns.size, classes }, ridge, iterations);
  const table = new Float32Array(buckets * classes);
  for (const [bucket, column] of columns)
    table.set(fitted.subarray(column * classes, (column + 1) * classes), bucket * classes);
  return {
    classifier: { lexicon, linear: { outputs: classes, weights: table } },
    collisions: 1 - columns.size / names.size,
  };
}

/** The row of features; buckets are numbered as they appear. */
function sparse(
  features: readonly Feature[],
  buckets: number,
  columns: Map<number, number>,
  names: Set<string>,
): SparseRow {
  const values = new Map<number, number>();
  for (const [name, weight] of features) {
    const bucket = featureBucket(name, buckets);
    const column = columns.get(bucket) ?? columns.size;
    columns.set(bucket, column);
    names.add(name);
    if (weight !== 0) values.set(column, (values.get(column) ?? 0) + weight);
  }
  return { columns: Int32Array.from(values.keys()), values: Float32Array.from(values.values()) };
}
