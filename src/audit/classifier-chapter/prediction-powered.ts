import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import type { Estimate } from "../result/interval.ts";

/** Sums over the labelled texts: f is 1 where the classifier says negative, y where people do (a fraction where annotators differ). */
export interface LabelledSums {
  readonly labels: number;
  readonly f: number;
  readonly y: number;
  readonly fy: number;
  readonly yy: number;
}

/** A share with how far the classifier was relied on: λ = 0 not at all, λ = 1 as in PPI. */
export interface PredictionPowered {
  readonly estimate: Estimate;
  readonly lambda: number | null;
}

/**
 * The share of negative texts from many classified texts and few that people labelled, which must have been drawn at random among them:
 *
 *   θ(λ) = λ·F + (1/n) Σ (Yⱼ − λ·fⱼ),   Var θ(λ) = λ²·Var f/N + Var(Y − λf)/n,
 *
 * with F the share called negative among the N texts without a label. The mean of θ(λ) is the share of Y for every λ, since both terms with f
 * cancel in the mean. λ = 1 is prediction-powered inference (Angelopoulos et al. 2023, arXiv:2301.09633). PPI++ (arXiv:2311.01453) takes the λ of least
 * variance: the derivative of Var θ, 2λ·Var f/N − (2/n)·(Cov(Y, f) − λ·Var f), is 0 at λ = Cov(Y, f)/((1 + n/N)·Var f); it is estimated, kept in [0, 1].
 *
 * The interval takes Student's t with n − 1 degrees of freedom; in the variances one miss and one false alarm are added to the labelled texts, so that
 * 20 right of 20 is no certainty. Clipped to [0, 1]. Templates are taken as given: the interval covers what the classifier gets wrong and which texts were drawn.
 * With fewer than about 50 labels it can be wider than that of the labels alone (arXiv:2411.12665). Null with fewer than two labels.
 *
 * @param unlabelled how many texts have no label, and how many of these the classifier calls negative
 * @param fixed λ, where it shall not be estimated
 */
export function predictionPowered(
  sums: LabelledSums,
  unlabelled: { readonly texts: number; readonly called: number },
  level: number,
  fixed?: number,
): PredictionPowered {
  const { labels: n } = sums;
  if (n < 2) return { estimate: { value: null, low: null, high: null, level }, lambda: null };
  const { texts, called } = unlabelled;
  const { varianceF, varianceY, covariance } = moments(sums);
  const best = varianceF > 0 ? covariance / ((1 + n / Math.max(texts, 1)) * varianceF) : 0;
  const lambda = texts === 0 ? 0 : (fixed ?? Math.min(1, Math.max(0, best)));
  const value = (texts === 0 ? 0 : (lambda * called) / texts) + (sums.y - lambda * sums.f) / n;
  const residual = varianceY - 2 * lambda * covariance + lambda ** 2 * varianceF;
  const variance = (texts === 0 ? 0 : (lambda ** 2 * varianceF) / texts) + residual / n;
  const reach = tQuantile((1 + level) / 2, n - 1) * Math.sqrt(Math.max(0, variance));
  return {
    estimate: { value: clip(value), low: clip(value - reach), high: clip(value + reach), level },
    lambda,
  };
}

/** Variances and covariance of f and y over the labelled texts, a miss (f = 0, y = 1) and a false alarm (f = 1, y = 0) added. */
function moments(sums: LabelledSums) {
  const n = sums.labels + 2;
  const [f, y] = [(sums.f + 1) / n, (sums.y + 1) / n];
  const unbiased = n / (n - 1);
  return {
    varianceF: unbiased * ((sums.f + 1) / n - f ** 2),
    varianceY: unbiased * ((sums.yy + 1) / n - y ** 2),
    covariance: unbiased * (sums.fy / n - f * y),
  };
}

const clip = (share: number) => Math.min(1, Math.max(0, share));
