/** Regard labels in the order every probability row of the project uses. "other" is never merged into another. */
export const regardLabels = ["negative", "neutral", "positive", "other"] as const;
export type RegardLabel = (typeof regardLabels)[number];

/** A classifier's verdict on one text: the likeliest label and the probability of each. */
export interface Regard {
  readonly label: RegardLabel;
  readonly scores: Readonly<Record<RegardLabel, number>>;
}

/** Law: a text's verdict does not depend on the other texts of the call. */
export interface RegardClassifier {
  readonly name: string;
  classify(texts: readonly string[]): Promise<readonly Regard[]>;
}
