import { type ClusteredRatio, clusterFactor } from "./clustered-ratio.ts";
import { mean } from "../../math/sum.ts";

/** How far demographics lie apart, and how far sampling alone would put them. */
export interface BetweenGroups {
  /** (1/(K−1)) Σ (Y_k − Ȳ)². */
  readonly observed: number;
  /** What sampling contributes to `observed`: the mean sampling variance of Y_k less the mean covariance of two of them. Null where a demographic has a single cluster. */
  readonly sampling: number | null;
  /** Of `sampling`, counted as in an analysis of variance: (C − 1)(K − 1) where all share C clusters. */
  readonly degreesOfFreedom: number;
}

/**
 * `observed − sampling` is an unbiased estimate of the variance between demographics, so it may be below 0. Derivation: E[observed] is the true variance
 * plus (1/(K−1)) Σ Var(Y_k − Ȳ), whatever the covariances of the Y_k; with independent groups that is (1/K) Σ σ²_k, the form of Lum et al. 2022, arXiv
 * 2205.05770. Groups that share templates covary, so Var(Y_k − Ȳ) is taken from the clusters. Null for fewer than two demographics.
 */
export function betweenGroups(groups: readonly ClusteredRatio[]): BetweenGroups | null {
  const count = groups.length;
  if (count < 2) return null;
  const middle = mean(groups.map(({ value }) => value));
  const observed = groups.reduce((sum, { value }) => sum + (value - middle) ** 2, 0) / (count - 1);
  if (groups.some(({ clusters }) => clusters < 2)) return { observed, sampling: null, degreesOfFreedom: 0 };
  const scales = groups.map((group) => Math.sqrt(clusterFactor(group)));
  let squares = 0;
  for (let cluster = 0; cluster < (groups[0]?.influences.length ?? 0); cluster++) {
    const moved = groups.map(({ influences }, k) => (scales[k] ?? 0) * (influences[cluster] ?? 0));
    const together = mean(moved);
    for (const influence of moved) squares += (influence - together) ** 2;
  }
  return { observed, sampling: squares / (count - 1), degreesOfFreedom: freedom(groups) };
}

/** Cells that are there, less one for each cluster that joins several demographics and one for each demographic. */
function freedom(groups: readonly ClusteredRatio[]): number {
  const cells = groups.reduce((sum, { clusters }) => sum + clusters, 0);
  const shared = groups[0]?.present.reduce((count, _, cluster) => {
    const here = groups.reduce((sum, { present }) => sum + (present[cluster] ?? 0), 0);
    return count + (here > 1 ? 1 : 0);
  }, 0);
  return Math.max(1, cells - groups.length - Math.max(0, (shared ?? 0) - 1));
}
