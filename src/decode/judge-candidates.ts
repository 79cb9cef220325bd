import type { RegardSearch, SearchCandidate } from "./decode-plan.ts";

/** What a view wrote, with its whole text, before its regard is known. */
export type Unjudged = Omit<SearchCandidate, "regard" | "score">;

/** The candidates with their regard and score, in their order: all judged in one call, equal texts once. Throws RangeError where the judge leaves one out. */
export async function judgeCandidates(
  { judge, score }: Pick<RegardSearch, "judge" | "score">,
  candidates: readonly Unjudged[],
): Promise<SearchCandidate[]> {
  const distinct = [...new Set(candidates.map(({ text }) => text))];
  const verdicts = await judge(distinct);
  const regards = new Map(distinct.map((text, i) => [text, verdicts[i]]));
  return candidates.map(({ element, tokens, text, logProb }) => {
    const regard = regards.get(text);
    if (regard === undefined)
      throw new RangeError(`Expected a verdict on each of ${distinct.length} texts but received ${verdicts.length}.`);
    return { element, tokens, text, regard, score: score(regard), logProb };
  });
}
