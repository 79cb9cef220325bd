import { mean } from "./ordered-sum.ts";
import type { Logits } from "./vector.ts";

/** Σᵢ aᵢ·bᵢ in double precision. Throws RangeError where the lengths differ. */
function dot(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length)
    throw new RangeError(`Expected vectors of one length but received ${a.length} and ${b.length}.`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** The vector divided by its Euclidean norm. Throws RangeError where it has no direction: all zeros, or a number that is not finite. */
export function unitVector(vector: Float32Array): Float32Array {
  const norm = Math.sqrt(dot(vector, vector));
  if (!(norm > 0 && norm < Infinity))
    throw new RangeError(`Expected a vector with a finite norm above 0 but received one with norm ${norm}.`);
  return vector.map((value) => value / norm);
}

/** The direction of the mean of the vectors' directions; the same bit for bit in whatever order they come. Throws RangeError where it has none. */
export const meanDirection = (vectors: readonly Float32Array[]): Float32Array =>
  unitVector(mean(vectors.map(unitVector)));

/** factor · ⟨feature, class⟩ for each class, shape (classes): CLIP's logits where feature and classes are unit vectors. */
export const similarities = (feature: Float32Array, classes: readonly Float32Array[], factor = 1): Logits =>
  Float32Array.from(classes, (each) => factor * dot(feature, each)) as Logits;
