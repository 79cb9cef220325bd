import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { type RegardLabel, regardLabels } from "../../regard/regard.ts";
import type { Estimate } from "../result/interval.ts";

/** How often two raters gave each pair of labels: counts, row-major, shape (k, k); rows are the first rater's labels. */
export type AgreementTable = Float64Array;

export interface Agreement {
  readonly texts: number;
  /** Share of texts with equal labels; null of no text. */
  readonly agreement: number | null;
  /** Cohen's κ; null where chance alone would agree always, and of no text. */
  readonly kappa: Estimate;
}

const size = regardLabels.length;

/** An empty table of the four labels. */
export const agreementTable = (): AgreementTable => new Float64Array(size * size);

/** Counts a text that both raters labelled. */
export function addPair(table: AgreementTable, first: RegardLabel, second: RegardLabel): void {
  const at = regardLabels.indexOf(first) * size + regardLabels.indexOf(second);
  table[at] = (table[at] ?? 0) + 1;
}

/**
 * Cohen's κ = (pₒ − pₑ)/(1 − pₑ) of texts rated independently of one another. The interval is normal, its variance by the delta method: a pair of labels
 * (a, b) moves κ by [1{a = b} − pₒ − (1 − κ)(c_a + r_b − 2pₑ)]/(1 − pₑ), and the mean square of that over n is the variance of Fleiss, Cohen and Everitt 1969.
 */
export function cohenKappa(table: AgreementTable, level: number): Agreement {
  return agreementOf(table, level, (influence, n, kappa) => {
    const variance = table.reduce((sum, count, at) => sum + count * (influence[at] ?? 0) ** 2, 0) / n ** 2;
    return reachOf(kappa, Math.sqrt(variance) * normalQuantile((1 + level) / 2, 0, 1), level);
  });
}

/**
 * The same of texts that hang together in clusters, such as those of one template: the movements of a cluster are added up first, with the factor
 * C/(C − 1) and Student's t with C − 1 degrees of freedom. No bounds with fewer than two clusters. The order of clusters changes nothing but rounding.
 */
export function clusteredKappa(clusters: readonly AgreementTable[], level: number): Agreement {
  const filled = clusters.filter((table) => table.some((count) => count > 0));
  const pooled = new Float64Array(filled[0]?.length ?? size * size);
  for (const table of filled) for (const [at, count] of table.entries()) pooled[at] = (pooled[at] ?? 0) + count;
  return agreementOf(pooled, level, (influence, n, kappa) => {
    const count = filled.length;
    if (count < 2) return { value: kappa, low: null, high: null, level };
    const squares = filled
      .map((table) => table.reduce((sum, texts, at) => sum + texts * (influence[at] ?? 0), 0) ** 2)
      .reduce((sum, square) => sum + square, 0);
    const error = Math.sqrt((count / (count - 1)) * squares) / n;
    return reachOf(kappa, error * tQuantile((1 + level) / 2, count - 1), level);
  });
}

const reachOf = (kappa: number, reach: number, level: number): Estimate => ({
  value: kappa,
  low: Math.max(-1, kappa - reach),
  high: Math.min(1, kappa + reach),
  level,
});

/** What each pair of labels does to κ, shape (k, k), goes to `interval`. */
function agreementOf(
  table: AgreementTable,
  level: number,
  interval: (influence: Float64Array, n: number, kappa: number) => Estimate,
): Agreement {
  const k = Math.round(Math.sqrt(table.length));
  const n = table.reduce((sum, count) => sum + count, 0);
  const none: Estimate = { value: null, low: null, high: null, level };
  if (n === 0) return { texts: 0, agreement: null, kappa: none };
  const rows = new Float64Array(k);
  const columns = new Float64Array(k);
  let equal = 0;
  for (const [at, count] of table.entries()) {
    const [row, column] = [Math.floor(at / k), at % k];
    rows[row] = (rows[row] ?? 0) + count / n;
    columns[column] = (columns[column] ?? 0) + count / n;
    if (row === column) equal += count;
  }
  const observed = equal / n;
  const chance = rows.reduce((sum, row, label) => sum + row * (columns[label] ?? 0), 0);
  if (1 - chance < 1e-12) return { texts: n, agreement: observed, kappa: none };
  const kappa = (observed - chance) / (1 - chance);
  const influence = table.map((_, at) => {
    const [row, column] = [Math.floor(at / k), at % k];
    const margins = (columns[row] ?? 0) + (rows[column] ?? 0) - 2 * chance;
    return ((row === column ? 1 : 0) - observed - (1 - kappa) * margins) / (1 - chance);
  });
  return { texts: n, agreement: observed, kappa: interval(influence, n, kappa) };
}
