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
 * Applies fixes until none is left that may be applied: the safe ones, or with `all` the first of every problem's. Each fix takes something away or
 * happens once, so it ends. Law: what is mended needs no mending.
 */
export async function mendDraft(
  draft: Draft,
  { name, folder, all }: { readonly name: string; readonly folder: string; readonly all: boolean },
  tokenizer: Tokenizer,
): Promise<{ readonly draft: Draft; readonly applied: readonly AppliedFix[] }> {
  const applied: AppliedFix[] = [];
  let now = draft;
  for (;;) {
    const { problems } = await lintDraft(now, name, folder, tokenizer);
    const next = problems
      .filter(({ code }) => code !== "plural-missing") // adds words: a suggestion, never a repair
      .flatMap((problem) => fixesOf(problem, now).map((fix) => ({ problem, fix })))
      .find(({ fix }) => all || fix.isSafe);
    if (next === undefined) return { draft: now, applied };
    now = applyFix(now, next.fix);
    applied.push(next);
  }
}
