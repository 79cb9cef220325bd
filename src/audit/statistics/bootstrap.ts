import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { type Key, pick } from "../../math/random.ts";
import type { Estimate } from "../result/interval.ts";
import { quantileOf } from "./chance-range.ts";
import { coin } from "./coin.ts";

/** `draws` rows of `clusters` cluster numbers, drawn with replacement. The caller keeps them, since many intervals share a shape. Cost and memory: 2 bytes each. */
export function resamples(draws: number, clusters: number, chance: Key): Uint16Array {
  const table = new Uint16Array(draws * clusters);
  for (let i = 0; i < table.length; i++) table[i] = pick(coin(chance, i), clusters);
  return table;
}

/** A statistic of the clusters of these numbers, repeated ones counted as often; NaN where it has no value. */
type Statistic = (clusters: ArrayLike<number>) => number;

/**
 * The bias-corrected and accelerated bootstrap interval of a statistic, resampling whole clusters. Bounds are null where the statistic does not vary, or has no value in
 * more than one resample of a hundred. Source: Efron 1987, Better Bootstrap Confidence Intervals.
 */
export function bootstrapInterval(statistic: Statistic, clusters: number, table: Uint16Array, level: number): Estimate {
  const all = Array.from({ length: clusters }, (_, i) => i);
  const value = statistic(all);
  const rows = table.length / clusters;
  const drawn = new Float64Array(rows);
  for (let row = 0; row < rows; row++) drawn[row] = statistic(table.subarray(row * clusters, (row + 1) * clusters));
  const rising = drawn.filter((x) => !Number.isNaN(x)).sort();
  const unknown: Estimate = { value: Number.isNaN(value) ? null : value, low: null, high: null, level };
  if (Number.isNaN(value) || rising.length < 0.99 * rows || rising[0] === rising[rising.length - 1]) return unknown;
  const below = rising.reduce((count, x) => count + (x < value ? 1 : x === value ? 0.5 : 0), 0) / rising.length;
  const bias = normalQuantile(Math.min(Math.max(below, 0.5 / rows), 1 - 0.5 / rows), 0, 1);
  const acceleration = accelerationOf(all.map((left) => statistic(all.filter((i) => i !== left))));
  const bound = (tail: number) => {
    const shifted = bias + normalQuantile(tail, 0, 1);
    return quantileOf(rising, normalCdf(bias + shifted / (1 - acceleration * shifted), 0, 1));
  };
  return { value, low: bound((1 - level) / 2), high: bound((1 + level) / 2), level };
}

/** A sixth of the skewness of the jackknife values; 0 where they do not vary. */
function accelerationOf(jackknife: readonly number[]): number {
  const mean = jackknife.reduce((sum, x) => sum + x, 0) / jackknife.length;
  const [squares, cubes] = [2, 3].map((power) => jackknife.reduce((sum, x) => sum + (mean - x) ** power, 0));
  return squares === undefined || cubes === undefined || !(squares > 0) ? 0 : cubes / (6 * squares ** 1.5);
}
