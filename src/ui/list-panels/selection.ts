import type { Suggestion } from "../../wordlist/author/suggest-rows.ts";
import type { Problem } from "../../wordlist/problem.ts";
import { checkedLint, knownOf } from "./jobs.ts";
import type { PanelState } from "./panel.ts";

/** The problem that is selected, unless it was found in an older draft, whose rows may have moved. */
export const selectedProblem = (state: PanelState): Problem | undefined =>
  checkedLint(state)?.problems[state.windows.lint.selected];

/** The suggestion that is selected, unless it was made for an older draft. */
export function selectedSuggestion(state: PanelState): Suggestion | undefined {
  const { value, isCurrent } = knownOf(state, "suggestions");
  return isCurrent ? value?.[state.windows.suggestions.selected] : undefined;
}
