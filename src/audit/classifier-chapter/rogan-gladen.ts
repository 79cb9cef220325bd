import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import type { Estimate } from "../result/interval.ts";

/** What people say of some texts, beside what the classifier said of "negative". Counts may be fractions, where annotators differ. */
export interface ErrorCounts {
  /** Texts that people call negative, and how many of them the classifier does, too. */
  readonly negatives: number;
  readonly found: number;
  /** Texts that people do not call negative, and how many of them the classifier does not, either. */
  readonly others: number;
  readonly passed: number;
}

/** A share corrected for the classifier's errors. */
export interface Corrected {
  readonly estimate: Estimate;
  /** Whether the estimate lay outside [0, 1] and was moved to its end. */
  readonly isClipped: boolean;
}

/**
 * The share of negative texts that error rates imply: p = (q + Sp − 1)/(Se + Sp − 1), where the classifier calls the share q of `texts` texts negative. Source: Rogan
 * and Gladen 1978, American Journal of Epidemiology 107:71. The interval is normal, by the delta method, with J = Se + Sp − 1:
 * Var p = [q(1 − q)/N + p²·Var Se + (1 − p)²·Var Sp]/J². The variances of Se and Sp come from shares with one success and one failure added, so that 20 right of
 * 20 is no certainty. Clipped to [0, 1].
 *
 * Null where no text was called negative by people, or none was not, and where J ≤ 0: such a classifier says nothing. Where J may be 0 by chance
 * (its own interval reaches 0), the interval is [0, 1].
 */
export function roganGladen(
  called: number,
  texts: number,
  { negatives, found, others, passed }: ErrorCounts,
  level: number,
): Corrected {
  const none = { estimate: { value: null, low: null, high: null, level }, isClipped: false };
  if (texts === 0 || negatives === 0 || others === 0) return none;
  const [q, sensitivity, specificity] = [called / texts, found / negatives, passed / others];
  const j = sensitivity + specificity - 1;
  if (!(j > 1e-12)) return none;
  const p = (q + specificity - 1) / j;
  const value = clip(p);
  const [ofSensitivity, ofSpecificity] = [shareVariance(found, negatives), shareVariance(passed, others)];
  const z = normalQuantile((1 + level) / 2, 0, 1);
  const isTellable = j > z * Math.sqrt(ofSensitivity + ofSpecificity);
  if (!isTellable) return { estimate: { value, low: 0, high: 1, level }, isClipped: value !== p };
  const variance =
    (shareVariance(called, texts) + value ** 2 * ofSensitivity + (1 - value) ** 2 * ofSpecificity) / j ** 2;
  const reach = z * Math.sqrt(variance);
  return {
    estimate: { value, low: clip(Math.min(p - reach, value)), high: clip(Math.max(p + reach, value)), level },
    isClipped: value !== p,
  };
}

/** Variance of a share, once one success and one failure are added. */
function shareVariance(count: number, of: number): number {
  const share = (count + 1) / (of + 2);
  return (share * (1 - share)) / (of + 2);
}

const clip = (share: number) => Math.min(1, Math.max(0, share));
