import type { Tokenizer } from "../text/token.ts";
import { lintTokens } from "./lint-tokens.ts";
import { lintWords } from "./lint-words.ts";
import { missingPlurals } from "./missing-plurals.ts";
import { levelOf, type Problem } from "./problem.ts";
import type { ReadWordList } from "./read-word-list.ts";
import { sharedWords } from "./shared-words.ts";

/** The last line of `words lint --json`. */
export interface LintSummary {
  readonly errors: number;
  readonly warnings: number;
  /** Rows of equality.csv that could be read. */
  readonly rows: number;
  readonly order: number;
  /** Whether the list, with this tokenizer, is an action of the cyclic group of its order, with no error left. */
  readonly isAction: boolean;
}

/** A list's problems, those of a file in the order of its rows, with their count. */
export interface LintReport {
  readonly problems: readonly Problem[];
  readonly summary: LintSummary;
}

/** The reports on the lists of a product as one, with the words that they share. Order and rows are those of the product. */
export async function lintProduct(lists: readonly ReadWordList[], tokenizer: Tokenizer): Promise<LintReport> {
  const reports: LintReport[] = [];
  for (const list of lists) reports.push(await lint(list, tokenizer));
  const shared = sharedWords(lists.map(({ list }) => list));
  const total = (of: (summary: LintSummary) => number) => reports.reduce((sum, { summary }) => sum + of(summary), 0);
  const errors = total((summary) => summary.errors) + shared.length;
  return {
    problems: [...reports.flatMap(({ problems }) => problems), ...shared],
    summary: {
      errors,
      warnings: total(({ warnings }) => warnings),
      rows: total(({ rows }) => rows),
      order: reports.reduce((order, { summary }) => order * summary.order, 1),
      isAction: errors === 0,
    },
  };
}

/** Everything that is wrong or worth knowing about a list under a tokenizer. Never throws on what a list holds. */
export async function lint({ list, problems }: ReadWordList, tokenizer: Tokenizer): Promise<LintReport> {
  const all = [
    ...problems,
    ...lintWords(list),
    ...lintTokens(list, tokenizer),
    ...(await missingPlurals(list)),
  ].toSorted((a, b) => (a.file === b.file ? a.row - b.row : a.file < b.file ? -1 : 1));
  const errors = all.filter((problem) => levelOf(problem) === "error").length;
  return {
    problems: all,
    summary: {
      errors,
      warnings: all.filter((problem) => levelOf(problem) === "warning").length,
      rows: list.equality.length,
      order: list.description.demographics.length,
      isAction: errors === 0,
    },
  };
}
