import type { Regard } from "./regard.ts";

/** What a text is worth to equizero, higher is better: a number in [−1, 1] where `other` lies there. */
export type RegardScore = (regard: Regard) => number;

/** Scores the label alone: positive 1, neutral 0, negative −1. @param other the score of "other" @default 0 */
export function labelScore(other = 0): RegardScore {
  const scores = { positive: 1, neutral: 0, negative: -1, other };
  return ({ label }) => scores[label];
}

/** P(positive) − P(negative): tells apart texts of one label. */
export const probabilityScore: RegardScore = ({ scores }) => scores.positive - scores.negative;
