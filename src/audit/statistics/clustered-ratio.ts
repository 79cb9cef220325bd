import { sum } from "../../math/sum.ts";

/**
 * Σ numerators / Σ denominators over clusters (templates): a share, or mean regard. `contributions` add up to the value. `influences`, one a cluster,
 * say how far each cluster moves it, (nᵢ − value·dᵢ) / Σ d; they add up to 0 and their squares make the variance. Clusters are numbered alike in everything
 * that is compared; one that has no text in this cell is absent and its numbers are 0.
 */
export interface ClusteredRatio {
  readonly value: number;
  readonly contributions: Float64Array;
  /** Each cluster's part of the denominator; they add up to 1. */
  readonly weights: Float64Array;
  readonly influences: Float64Array;
  readonly present: Uint8Array;
  /** How many are present. */
  readonly clusters: number;
}

/** Null where the denominators add up to 0. Source: Cochran, Sampling Techniques, §6.3 (linearised ratio); Miller 2024, arXiv 2411.00640. */
export function clusteredRatio(
  numerators: Float64Array,
  denominators: Float64Array,
  present: Uint8Array,
): ClusteredRatio | null {
  const total = sum(denominators);
  if (total === 0) return null;
  const value = sum(numerators) / total;
  return {
    value,
    contributions: numerators.map((n) => n / total),
    weights: denominators.map((d) => d / total),
    influences: numerators.map((n, i) => (n - value * (denominators[i] ?? 0)) / total),
    present,
    clusters: present.reduce((count, is) => count + is, 0),
  };
}

/** The factor that makes the sum of squared influences unbiased: C/(C − 1). Infinite for a single cluster. */
export const clusterFactor = ({ clusters }: ClusteredRatio): number => clusters / (clusters - 1);
