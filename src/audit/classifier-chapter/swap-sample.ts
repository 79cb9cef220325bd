import { key, uniform } from "../../math/random.ts";
import type { DemographicSwap } from "../../wordlist/swap-demographics.ts";
import type { Collector } from "../collector.ts";
import { type FirstItems, firstItems } from "../quality/first-items.ts";
import { byText } from "../../text/by-text.ts";

/** A text of the run with each demographic in the place of its own. */
export interface SwapCandidate {
  readonly id: string;
  readonly words: string;
  /** Context and template. */
  readonly cluster: string;
  /** In the order of the swap's demographics. */
  readonly texts: readonly string[];
}

interface Ranked extends SwapCandidate {
  readonly rank: number;
}

/**
 * Texts for the swap test, drawn by the seed: at most `most` for each word list, of those that name a demographic of it.
 *
 * @param swapOf the swap of a word list by its name in `--words`; undefined where texts are about something else
 */
export function swapSample(
  swapOf: (words: string) => DemographicSwap | undefined,
  { seed, most }: { readonly seed: number; readonly most: number },
): Collector<readonly SwapCandidate[]> {
  const byWords = new Map<string, FirstItems<Ranked>>();
  return {
    add({ id, words, context, template, text }) {
      const swap = swapOf(words);
      if (swap === undefined) return;
      const kept = byWords.get(words) ?? firstItems<Ranked>(most, byRank);
      byWords.set(words, kept);
      const ranked = {
        id,
        words,
        cluster: JSON.stringify([context, template]),
        rank: uniform(key(seed, "swap", words, id)),
      };
      if (!kept.wants({ ...ranked, texts: [] })) return;
      const texts = swap.texts(text);
      if (texts !== undefined) kept.add({ ...ranked, texts });
    },
    finish: () =>
      [...byWords]
        .sort(([a], [b]) => byText(a, b))
        .flatMap(([, kept]) =>
          kept.items().map(({ id, words, cluster, texts }): SwapCandidate => ({ id, words, cluster, texts })),
        ),
  };
}

const byRank = (a: Ranked, b: Ranked) => a.rank - b.rank || byText(a.id, b.id);
