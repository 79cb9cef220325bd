import { harmlessStart } from "../text/harmless.ts";

export interface TestCase {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly message: string;
}

export type TestSuite = readonly [name: string, cases: readonly TestCase[]];

/** Suites of test cases as JUnit XML; those without a case are left out. */
export const junitXml = (name: string, suites: readonly TestSuite[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${attribute(name)}" ${counts(suites.flatMap(([, cases]) => cases))}>`,
    ...suites.filter(([, cases]) => cases.length > 0).flatMap(([suiteName, cases]) => suite(suiteName, cases)),
    "</testsuites>",
    "",
  ].join("\n");

const suite = (name: string, cases: readonly TestCase[]): readonly string[] => [
  `  <testsuite name="${attribute(name)}" ${counts(cases)}>`,
  ...cases.map((one) => testCase(name, one)),
  "  </testsuite>",
];

function testCase(suite: string, { name, outcome, message }: TestCase): string {
  const open = `    <testcase classname="${attribute(suite)}" name="${attribute(name)}"`;
  if (outcome === "passed") return `${open}/>`;
  const tag = outcome === "failed" ? "failure" : "skipped";
  return `${open}><${tag} message="${attribute(message)}"/></testcase>`;
}

function counts(cases: readonly TestCase[]): string {
  const of = (outcome: TestCase["outcome"]) => cases.filter((one) => one.outcome === outcome).length;
  return `tests="${cases.length}" failures="${of("failed")}" errors="0" skipped="${of("skipped")}"`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** A text as an attribute's value: harmless, and without the two characters that XML 1.0 cannot hold in any form. */
const attribute = (text: string) =>
  harmlessStart(text, 1000)
    .replace(/[\uFFFE\uFFFF]/gu, "\uFFFD")
    .replace(/[&<>"']/gu, (sign) => entities[sign] ?? sign);
