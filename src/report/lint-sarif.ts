import { harmless } from "../text/harmless.ts";
import { explain } from "../wordlist/explain.ts";
import { type Level, levelOf, type Problem } from "../wordlist/problem.ts";
import type { NamedLint } from "./lint-junit.ts";

const levels: Readonly<Record<Level, string>> = { error: "error", warning: "warning", info: "note" };

/** Lints of lists as SARIF 2.1.0, which code scanners show beside the lines of the files. `version` is this package's. */
export function lintSarif(lints: readonly NamedLint[], version: string): string {
  const problems = lints.flatMap(([, report]) => report.problems);
  const rules = [...new Set(problems.map(({ code }) => code))].toSorted().map((id) => ({ id }));
  const driver = { name: "evenhand", semanticVersion: version, rules };
  const sarif = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results: problems.map(resultOf) }],
  };
  return `${JSON.stringify(sarif, undefined, 2)}\n`;
}

function resultOf(problem: Problem) {
  const { message, fix } = explain(problem);
  const { code, file, row } = problem;
  return {
    ruleId: code,
    level: levels[levelOf(problem)],
    message: { text: harmless(`${message} ${fix}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          ...(row === 0 ? {} : { region: { startLine: row } }),
        },
      },
    ],
  };
}

/** A path as a URI: relative paths stay relative, to where the command was run. */
function uriOf(path: string): string {
  const parts = path
    .toWellFormed()
    .split(/[\\/]/u)
    .map((part) => (/^[A-Za-z]:$/u.test(part) ? part : encodeURIComponent(part)));
  const joined = parts.join("/");
  if (joined.startsWith("/")) return `file://${joined}`;
  return /^[A-Za-z]:\//u.test(joined) ? `file:///${joined}` : joined;
}
