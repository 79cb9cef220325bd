import { type Regard, type RegardClassifier, regardLabels } from "../regard/regard.ts";
import type { Mask } from "./score.ts";

/** The verdicts that steer equizero: on the texts, on the masked texts, or on both in equal parts. */
export function judgeOf(
  classifier: RegardClassifier,
  mask: Mask,
  what: "masked" | "unmasked" | "both",
): (texts: readonly string[]) => Promise<readonly Regard[]> {
  const masked = (texts: readonly string[]) => classifier.classify(texts.map((text) => mask(text).text));
  if (what === "masked") return masked;
  if (what === "unmasked") return (texts) => classifier.classify(texts);
  return async (texts) => {
    const [asWritten, hidden] = [await classifier.classify(texts), await masked(texts)];
    return asWritten.map((regard, i) => meanRegard(regard, hidden[i] ?? regard));
  };
}

/** The mean of two verdicts' probabilities, and its likeliest label (ties: the first of regardLabels). */
function meanRegard(a: Regard, b: Regard): Regard {
  const mean = (label: (typeof regardLabels)[number]) => (a.scores[label] + b.scores[label]) / 2;
  const scores = {
    negative: mean("negative"),
    neutral: mean("neutral"),
    positive: mean("positive"),
    other: mean("other"),
  };
  return { label: regardLabels.reduce((best, label) => (scores[label] > scores[best] ? label : best)), scores };
}
