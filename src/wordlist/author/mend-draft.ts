import type { Tokenizer } from "../../text/token.ts";
import { lint, type LintReport } from "../lint.ts";
import type { Problem } from "../problem.ts";
import { readWordList } from "../read-word-list.ts";
import type { Draft } from "./draft.ts";
import { formatDraft } from "./format-draft.ts";
import { onOneLine } from "./on-one-line.ts";
import { applyFix, type Fix, fixesOf } from "./list-fixes.ts";

/** A fix that was applied, and to what. */
export interface AppliedFix {
  readonly problem: Problem;
  readonly fix: Fix;
}

/** What the lint says of a draft as it would be saved, each row on one line of its file: line i + 2 is row i. */
export function lintDraft(draft: Draft, name: string, folder: string, tokenizer: Tokenizer): Promise<LintReport> {
  return lint(readWordList(name, folder, formatDraft(onOneLine(draft))), tokenizer);
}

/**
 * Applies fixes until none is left that may be applied: the safe ones, and with `all` then the first of every other problem's, one after another, since
 * one may settle the next. Laws: it ends, and what is mended needs no mending. Cost: a lint for each round of safe fixes and for each other fix.
 */
export async function mendDraft(
  draft: Draft,
  { name, folder, all }: { readonly name: string; readonly folder: string; readonly all: boolean },
  tokenizer: Tokenizer,
): Promise<{ readonly draft: Draft; readonly applied: readonly AppliedFix[] }> {
  const applied: AppliedFix[] = [];
  const seen = new Set<string>();
  let now = draft;
  for (;;) {
    seen.add(JSON.stringify(now));
    const { problems } = await lintDraft(now, name, folder, tokenizer);
    const round = fixesAtOnce(problems, now, all);
    const next = round.reduceRight((rest, { fix }) => applyFix(rest, fix), now); // from the last row up: a row that goes moves none that is still to be mended
    if (seen.has(JSON.stringify(next))) return { draft: now, applied };
    now = next;
    applied.push(...round);
  }
}

/** Safe fixes touch a row or a word each and nothing else, so they go together; of the others the first goes alone. In the order of the rows. */
function fixesAtOnce(problems: readonly Problem[], draft: Draft, all: boolean): readonly AppliedFix[] {
  const found = problems
    .filter(({ code }) => code !== "plural-missing") // adds words: a suggestion, never a repair
    .flatMap((problem) => fixesOf(problem, draft).map((fix) => ({ problem, fix })));
  const safe = found.filter(({ fix }) => fix.isSafe);
  return safe.length > 0 || !all ? safe : found.slice(0, 1);
}
