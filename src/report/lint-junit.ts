import { counted } from "../text/counted.ts";
import { explain } from "../wordlist/explain.ts";
import type { LintReport } from "../wordlist/lint.ts";
import { levelOf, placeOf, type Problem } from "../wordlist/problem.ts";
import { junitXml, type TestCase } from "./junit-xml.ts";

/** What the lint says of a list, or of a product of lists, by its name. */
export type NamedLint = readonly [name: string, report: LintReport];

/** Lints of lists as JUnit XML, a suite a list: one case says whether it is an action; each error fails, and each warning is skipped. */
export const lintJunit = (lints: readonly NamedLint[]): string =>
  junitXml(
    "evenhand words lint",
    lints.map(([name, { problems, summary }]) => [
      name,
      [
        {
          name: `an action of order ${summary.order}`,
          outcome: summary.isAction ? "passed" : "failed",
          message: counted(summary.errors, "error"),
        },
        ...problems.filter((problem) => levelOf(problem) !== "info").map(caseOf),
      ],
    ]),
  );

function caseOf(problem: Problem): TestCase {
  const { message, fix } = explain(problem);
  return {
    name: `${placeOf(problem)}: ${problem.code}`,
    outcome: levelOf(problem) === "error" ? "failed" : "skipped",
    message: `${message} ${fix}`,
  };
}
