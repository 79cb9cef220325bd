import { leastViews } from "../symmetrize/least-views.ts";
import type { TokenId } from "../text/token.ts";
import type { SearchCandidate, SearchRound } from "./decode-plan.ts";

/**
 * The winner of a round, by what the candidates hold and never by their places: highest score, then highest log-probability (both up to
 * rounding noise; see `leastViews`), then lowest tokens of the whole view, compared from the left. Equal texts are all winners: the first stands for them.
 */
export function chooseCandidate(
  candidates: readonly SearchCandidate[],
  views: readonly (readonly TokenId[])[],
): Pick<SearchRound, "winner" | "decidedBy"> {
  const scored = leastViews(
    candidates.map(({ score }) => -score),
    1,
  );
  if (scored.length === 1) return { winner: scored[0] ?? 0, decidedBy: "regard" };
  const likely = leastViews(
    scored.map((i) => -(candidates[i]?.logProb ?? NaN)),
    1,
  ).map((j) => scored[j] ?? NaN);
  if (likely.length === 1) return { winner: likely[0] ?? 0, decidedBy: "log-probability" };
  const text = (i: number) => [...(views[i] ?? []), ...(candidates[i]?.tokens ?? [])];
  const [winner = 0, ...others] = likely.toSorted((i, j) => compareTokens(text(i), text(j)));
  const isAlone = others.every((i) => compareTokens(text(winner), text(i)) !== 0);
  return { winner, decidedBy: isAlone ? "tokens" : "nothing" };
}

/** Below 0 where `a` comes first: by the first token that differs, then the shorter first. */
function compareTokens(a: readonly TokenId[], b: readonly TokenId[]): number {
  const i = a.findIndex((token, i) => token !== b[i]);
  if (i < 0) return a.length - b.length;
  return b[i] === undefined ? 1 : (a[i] ?? 0) - b[i];
}
