import type { SwapCandidate } from "../../audit/classifier-chapter/swap-sample.ts";
import { swapFigures, type SwappedText } from "../../audit/classifier-chapter/swap-figures.ts";
import type { ClassifierChapter } from "../../audit/result/classifier-chapter.ts";
import type { Regard, RegardClassifier } from "../../regard/regard.ts";
import type { DemographicSwap } from "../../wordlist/swap-demographics.ts";

/** Texts that the swap test takes of each word list. */
export const swapTexts = 500;
const batchSize = 512;

/** Runs the null counterfactual test: the classifier reads each text about each demographic. Cost: |G| verdicts a text. See swapFigures. */
export async function swapTest(
  candidates: readonly SwapCandidate[],
  swapOf: (words: string) => DemographicSwap | undefined,
  classifier: RegardClassifier,
  level: number,
): Promise<ClassifierChapter["swap"]> {
  const texts = candidates.flatMap((candidate) => candidate.texts);
  const verdicts: Regard[] = [];
  for (let start = 0; start < texts.length; start += batchSize) {
    verdicts.push(...(await classifier.classify(texts.slice(start, start + batchSize))));
  }
  let next = 0;
  const swapped = candidates.map(({ id, words, cluster, texts }): SwappedText => {
    const demographics = swapOf(words)?.demographics ?? [];
    const own = verdicts.slice(next, (next += texts.length));
    return {
      id,
      words,
      cluster,
      verdicts: own.map(({ scores, label }, i) => ({
        demographic: demographics[i] ?? "",
        negative: scores.negative,
        label,
      })),
    };
  });
  return [...swapFigures(swapped, level)];
}
