import tCdf from "@stdlib/stats-base-dists-t-cdf";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import type { Estimate } from "../result/interval.ts";
import { type ClusteredRatio, clusterFactor } from "./clustered-ratio.ts";

/** A figure with its standard error and the degrees of freedom of Student's t; both null where fewer than two clusters stand behind a term. */
export interface Combination {
  readonly value: number;
  readonly error: number | null;
  readonly degreesOfFreedom: number | null;
  readonly pairing: Pairing;
}

/** Whether the terms share their clusters: all of them, none, or some. */
export type Pairing = "paired" | "apart" | "partly";

/** A term of a sum: `weight` is ±1 for differences. */
export interface Term {
  readonly weight: number;
  readonly ratio: ClusteredRatio;
}

/** Standard errors below this are rounding: the clusters do not differ at all. */
const noError = 1e-12;

/**
 * Σ weight · value with its clustered standard error. Terms with the same clusters are paired: the variance is C/(C − 1) Σ (Σ weight · influence)² with
 * C − 1 degrees of freedom, for a plain difference the paired t over templates. Two terms without a common cluster are Welch's: variances add and the
 * degrees of freedom are Satterthwaite's. In between the influences of shared clusters are still paired and the smallest C − 1 counts.
 */
export function combination(terms: readonly Term[]): Combination {
  const value = terms.reduce((sum, { weight, ratio }) => sum + weight * ratio.value, 0);
  const pairing = pairingOf(terms.map(({ ratio }) => ratio.present));
  const least = Math.min(...terms.map(({ ratio }) => ratio.clusters));
  if (least < 2) return { value, error: null, degreesOfFreedom: null, pairing };
  const { variance, ownVariances } = variances(terms);
  const error = Math.sqrt(variance);
  if (!(error > noError)) return { value, error: 0, degreesOfFreedom: least - 1, pairing };
  const isWelch = pairing === "apart" && terms.length === 2;
  return { value, error, degreesOfFreedom: isWelch ? satterthwaite(terms, ownVariances) : least - 1, pairing };
}

/** Of the whole sum, and of each term by itself. */
function variances(terms: readonly Term[]): { variance: number; ownVariances: readonly number[] } {
  const moves = terms.map(({ weight, ratio }) => {
    const scale = weight * Math.sqrt(clusterFactor(ratio));
    return ratio.influences.map((influence) => scale * influence);
  });
  const together = new Float64Array(moves[0]?.length ?? 0);
  for (const move of moves) for (let t = 0; t < move.length; t++) together[t] = (together[t] ?? 0) + (move[t] ?? 0);
  return { variance: sumOfSquares(together), ownVariances: moves.map(sumOfSquares) };
}

const sumOfSquares = (values: Float64Array) => values.reduce((sum, value) => sum + value ** 2, 0);

/** (Σ vᵢ)² / Σ vᵢ²/(Cᵢ − 1). */
function satterthwaite(terms: readonly Term[], variances: readonly number[]): number {
  const total = variances.reduce((sum, variance) => sum + variance, 0);
  const parts = terms.map(({ ratio }, i) => (variances[i] ?? 0) ** 2 / (ratio.clusters - 1));
  return total ** 2 / parts.reduce((sum, part) => sum + part, 0);
}

function pairingOf(masks: readonly Uint8Array[]): Pairing {
  const [first] = masks;
  const counts = first?.map((_, cluster) => masks.reduce((count, mask) => count + (mask[cluster] ?? 0), 0));
  if (counts === undefined || counts.every((count) => count === 0 || count === masks.length)) return "paired";
  return counts.every((count) => count <= 1) ? "apart" : "partly";
}

/** value ± t · error, no further than `bounds`; bounds are null where there is no standard error, or none above 0 (nothing varied, so nothing is known of the spread). */
export function tInterval(
  { value, error, degreesOfFreedom }: Combination,
  level: number,
  bounds: { readonly least: number; readonly most: number } = { least: -Infinity, most: Infinity },
): Estimate {
  if (error === null || error === 0 || degreesOfFreedom === null) return { value, low: null, high: null, level };
  const reach = tQuantile((1 + level) / 2, degreesOfFreedom) * error;
  return { value, low: Math.max(bounds.least, value - reach), high: Math.min(bounds.most, value + reach), level };
}

/** The two-sided t test of value = 0. Null where there is no standard error above 0. */
export function tTest({ value, error, degreesOfFreedom }: Combination): { statistic: number; pValue: number } | null {
  if (error === null || error === 0 || degreesOfFreedom === null) return null;
  const statistic = value / error;
  return { statistic, pValue: Math.min(1, 2 * tCdf(-Math.abs(statistic), degreesOfFreedom)) };
}
