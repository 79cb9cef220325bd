import { orderedSum } from "../math/ordered-sum.ts";
import type { Probabilities } from "../math/vector.ts";

/** What equizero minimises where the right output is unknown: a loss of one view's own probabilities, lower where the model is surer. */
export type ProxyLoss = (probabilities: Probabilities) => number;

/** Minus the largest probability, in [−1, −1/n]. Source: Basu et al. 2023, arXiv:2305.09900 (the published code takes the opposite sign). */
export const maxProbabilityLoss: ProxyLoss = (probabilities) => {
  let most = -Infinity;
  for (const p of probabilities) if (p > most) most = p;
  return -most;
};

/** Shannon's entropy −Σ p·ln p in nats, in [0, ln n]; the same bit for bit however the entries are ordered. */
export const entropyLoss: ProxyLoss = (probabilities) =>
  orderedSum(Array.from(probabilities, (p) => (p > 0 ? -p * Math.log(p) : 0)));
