import { sum } from "../../math/sum.ts";

/**
 * How alike the texts of one template are in a yes-or-no property: the intra-class correlation by analysis of variance, (MSB − MSW) / (MSB + (m₀ − 1)·MSW).
 * It may fall below 0 by chance. Null where it has no meaning: one template, one text a template, or texts that are all alike. Source: Donner & Koval 1980.
 */
export function intraclassCorrelation(counts: readonly number[], texts: readonly number[]): number | null {
  const all = sum(texts);
  const clusters = texts.filter((n) => n > 0).length;
  if (clusters < 2 || all <= clusters) return null;
  const mean = sum(counts) / all;
  const between = sum(texts.map((n, i) => (n === 0 ? 0 : n * ((counts[i] ?? 0) / n - mean) ** 2))) / (clusters - 1);
  const within =
    sum(texts.map((n, i) => (n === 0 ? 0 : ((counts[i] ?? 0) * (n - (counts[i] ?? 0))) / n))) / (all - clusters);
  const size = (all - sum(texts.map((n) => n ** 2)) / all) / (clusters - 1);
  const total = between + (size - 1) * within;
  return total === 0 ? null : (between - within) / total;
}

/** n / (1 + (m − 1)·icc) with m = Σ nᵢ²/n; a correlation below 0 counts as none. */
export function effectiveTexts(texts: readonly number[], icc: number): number {
  const all = sum(texts);
  const size = sum(texts.map((n) => n ** 2)) / all;
  return all / (1 + (size - 1) * Math.max(0, icc));
}
