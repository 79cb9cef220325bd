import { type RegardLabel, regardLabels } from "../src/regard/regard.ts";
import { wordProbabilities } from "../src/regard/word-classifier.ts";
import type { Labelled } from "./regard-data.ts";
import { type Fold, groupedFolds, nearCopies, splitBy } from "./regard-folds.ts";
import { type Bench, trainClassifier } from "./regard-train.ts";

/** A held-out text and what a classifier that had not seen it, nor a near copy, said. */
export interface Judged extends Labelled {
  readonly judged: number;
  /** The likeliest of negative, neutral and positive. */
  readonly judgedOfThree: number;
}

/** What was held out, and how. */
export interface Evaluation {
  readonly people: readonly Judged[];
  readonly asian: readonly Judged[];
  readonly white: readonly Judged[];
  readonly samples: readonly Judged[];
}

const best = (scores: Float64Array): number => scores.indexOf(Math.max(...scores));

/** Three folds of the texts labelled by people and by this project; for the BERT labels each demographic's two files are held out in turn. Takes five trainings. */
export function evaluate(bench: Bench, texts: readonly Labelled[], log: (line: string) => void): Evaluation {
  const groups = nearCopies(texts);
  const judge = (fold: Fold): readonly Judged[] => {
    const classifier = trainClassifier(bench, fold.training);
    const judged = fold.test.map((text): Judged => {
      const scores = wordProbabilities(classifier, text.words);
      return { ...text, judged: best(scores), judgedOfThree: best(scores.subarray(0, 3)) };
    });
    log(`${fold.test[0]?.source}: ${accuracy(judged).toFixed(3)} of ${judged.length}`);
    return judged;
  };
  const demographic = (name: string): readonly Judged[] =>
    judge(splitBy(texts, groups, ({ source }) => source.endsWith(name)));
  const byHand = groupedFolds(texts, groups, (source) => source === "people" || source === "samples", 3).flatMap(judge);
  return {
    asian: demographic("ASIAN"),
    white: demographic("WHITE"),
    people: byHand.filter(({ source }) => source === "people"),
    samples: byHand.filter(({ source }) => source === "samples"),
  };
}

/** The share judged as labelled; of "other" texts too. */
export const accuracy = (judged: readonly Judged[]): number =>
  judged.filter(({ label, judged }) => label === judged).length / judged.length;

/** Wilson's 95 % interval of a share. */
export function wilson(share: number, count: number): readonly [number, number] {
  const z = 1.959964;
  const middle = (share + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const half = (z / (1 + (z * z) / count)) * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  return [middle - half, middle + half];
}

/** "0.812 (0.787 to 0.835, n = 1,004)". */
export function figure(right: number, count: number): string {
  const [low, high] = wilson(right / count, count);
  return `${(right / count).toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}, n = ${count.toLocaleString("en")})`;
}

/** Counts by label given (rows) and label judged (columns), in the order of regardLabels. */
export function confusion(judged: readonly Judged[]): readonly (readonly number[])[] {
  return regardLabels.map((_, given) =>
    regardLabels.map((_, said) => judged.filter(({ label, judged }) => label === given && judged === said).length),
  );
}

/** Of the texts with a label, the share judged otherwise; of the rest, the share judged to have it. */
export function errorRates(
  judged: readonly Judged[],
  name: RegardLabel,
): { readonly missed: number; readonly wrong: number } {
  const k = regardLabels.indexOf(name);
  const having = judged.filter(({ label }) => label === k);
  const lacking = judged.filter(({ label }) => label !== k);
  return {
    missed: having.filter(({ judged }) => judged !== k).length / having.length,
    wrong: lacking.filter(({ judged }) => judged === k).length / lacking.length,
  };
}
