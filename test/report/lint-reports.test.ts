import { expect, it } from "vitest";
import { lintJunit, type NamedLint } from "../../src/report/lint-junit.ts";
import { lintSarif } from "../../src/report/lint-sarif.ts";
import type { Problem } from "../../src/wordlist/problem.ts";

const problems: readonly Problem[] = [
  { code: "empty-cell", file: "lists/my own/equality.csv", row: 3, words: ["king", ""] },
  { code: "duplicate-word", file: "C:\\lists\\neutral.csv", row: 4, words: ['<nur\u202Ase> & "co"'] },
  { code: "crlf", file: "/home/me/general.csv", row: 0, words: [] },
  { code: "variant-missing", file: "lists/my own/equality.csv", row: 2, words: ["dads"], forms: ["DADS"] },
];
const broken: NamedLint = [
  "mine",
  { problems, summary: { errors: 1, warnings: 2, rows: 2, order: 3, isAction: false } },
];
const clean: NamedLint = [
  "race+<gender>",
  { problems: [], summary: { errors: 0, warnings: 0, rows: 2, order: 4, isAction: true } },
];

it("is JUnit XML: errors fail, warnings are skipped, remarks are left out, and a list without errors passes", () => {
  expect(lintJunit([broken, clean]).split("\n")).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="evenhand words lint" tests="5" failures="2" errors="0" skipped="2">',
    '  <testsuite name="mine" tests="4" failures="2" errors="0" skipped="2">',
    '    <testcase classname="mine" name="an action of order 3"><failure message="1 error"/></testcase>',
    expect.stringMatching(
      /^ {4}<testcase classname="mine" name="lists\/my own\/equality\.csv, row 3: empty-cell"><failure message="lists.*Fill it/u,
    ),
    expect.stringMatching(
      /row 4: duplicate-word"><skipped message="[^<>]*&lt;nurse&gt; &amp; [^<>]*"\/><\/testcase>$/u,
    ),
    expect.stringMatching(/name="\/home\/me\/general\.csv: crlf"><skipped message=/u),
    "  </testsuite>",
    '  <testsuite name="race+&lt;gender&gt;" tests="1" failures="0" errors="0" skipped="0">',
    '    <testcase classname="race+&lt;gender&gt;" name="an action of order 4"/>',
    "  </testsuite>",
    "</testsuites>",
    "",
  ]);
});

it("is SARIF: a result for each problem with its rule, level, file and line", () => {
  const sarif = JSON.parse(lintSarif([broken, clean], "1.2.3"));
  expect(sarif).toMatchObject({ $schema: expect.stringContaining("sarif-2.1.0"), version: "2.1.0" });
  const [run] = sarif.runs;
  expect(run.tool.driver).toEqual({
    name: "evenhand",
    semanticVersion: "1.2.3",
    rules: [{ id: "crlf" }, { id: "duplicate-word" }, { id: "empty-cell" }, { id: "variant-missing" }],
  });
  const places = run.results.map(
    ({ locations }: { locations: readonly [{ physicalLocation: unknown }] }) => locations[0],
  );
  expect(places).toEqual([
    { physicalLocation: { artifactLocation: { uri: "lists/my%20own/equality.csv" }, region: { startLine: 3 } } },
    { physicalLocation: { artifactLocation: { uri: "file:///C:/lists/neutral.csv" }, region: { startLine: 4 } } },
    { physicalLocation: { artifactLocation: { uri: "file:///home/me/general.csv" } } },
    { physicalLocation: { artifactLocation: { uri: "lists/my%20own/equality.csv" }, region: { startLine: 2 } } },
  ]);
  expect(run.results.map(({ level }: { level: string }) => level)).toEqual(["error", "warning", "warning", "note"]);
  expect(run.results[1].message.text).toContain("nurse");
});

it("is SARIF without results where nothing is wrong", () => {
  const [run] = JSON.parse(lintSarif([clean], "1.2.3")).runs;
  expect(run.results).toEqual([]);
  expect(run.tool.driver.rules).toEqual([]);
});
