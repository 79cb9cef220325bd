import type { Feature } from "./feature.ts";

/** Weights of named features, found by hashing the name: shape (buckets, outputs); the number of buckets is a power of two. */
export interface LinearModel {
  readonly outputs: number;
  readonly weights: Float32Array;
}

/** The bucket of a feature: FNV-1a over UTF-16 code units. */
export function featureBucket(name: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (buckets - 1);
}

/** Scores on the natural-log scale, shape (outputs); summed in the order of the features, so equal texts give equal bits. */
export function linearScores({ outputs, weights }: LinearModel, features: readonly Feature[]): Float64Array {
  const scores = new Float64Array(outputs);
  const buckets = weights.length / outputs;
  for (const [name, weight] of features) {
    const row = featureBucket(name, buckets) * outputs;
    for (let k = 0; k < outputs; k++) scores[k] = (scores[k] ?? 0) + weight * (weights[row + k] ?? 0);
  }
  return scores;
}
