import type { AuditResult } from "../audit/result/audit-result.ts";
import type { Verdict } from "../audit/result/contrast.ts";
import { harmlessStart } from "../text/harmless.ts";
import { certificateText } from "./certificate-checks.ts";
import { gate, guardedDecoders, type Inconclusive } from "./gate.ts";
import { placeName, shown } from "./place-name.ts";
import type { ReportSettings } from "./report-file.ts";
import { verdictLabels, verdictSentence } from "./verdict-sentence.ts";

interface TestCase {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly message: string;
}

/**
 * The audit as JUnit XML: a test case for each verdict, each certificate and each figure that a limit holds. A verdict "different" fails, an
 * undecided one is skipped unless the settings say otherwise; decoders that are not guarded, such as the baseline, are skipped.
 */
export function junitReport(result: AuditResult, { limits, inconclusive }: ReportSettings): string {
  const guarded = guardedDecoders(result, limits.guard);
  const checks = gate(result, limits).filter(({ limit }) => limit !== "certificate");
  const suites: readonly (readonly [string, readonly TestCase[]])[] = [
    ["verdicts", result.verdicts.map((verdict) => ofVerdict(verdict, guarded, inconclusive))],
    ["certificates", result.certificates.map((row) => ofCertificate(row, guarded))],
    [
      "limits",
      checks.map(({ limit, passed, reason }) => ({
        name: `${limit}: ${reason}`,
        outcome: passed ? "passed" : "failed",
        message: reason,
      })),
    ],
  ];
  const all = suites.flatMap(([, cases]) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="evenhand audit" ${counts(all)}>`,
    ...suites.filter(([, cases]) => cases.length > 0).flatMap(([name, cases]) => suite(name, cases)),
    "</testsuites>",
    "",
  ].join("\n");
}

function ofVerdict(verdict: Verdict, guarded: readonly string[], inconclusive: Inconclusive): TestCase {
  const name = `${placeName(verdict)}, ${verdict.view}`;
  const message = `${verdictLabels[verdict.verdict]}: ${verdictSentence(verdict)}`;
  if (!guarded.includes(verdict.decoder)) return { name, outcome: "skipped", message: `Not guarded. ${message}` };
  return { name, outcome: outcomes(inconclusive)[verdict.verdict], message };
}

const outcomes = (inconclusive: Inconclusive): Readonly<Record<Verdict["verdict"], TestCase["outcome"]>> => ({
  exact: "passed",
  equivalent: "passed",
  different: "failed",
  inconclusive: ({ skip: "skipped", fail: "failed", pass: "passed" } as const)[inconclusive],
});

function ofCertificate(row: AuditResult["certificates"][number], guarded: readonly string[]): TestCase {
  const name = `${shown(row.decoder)} (${shown(row.words)}), certificate`;
  const message = certificateText(row);
  if (row.passed === null) return { name, outcome: "skipped", message: `It promises nothing. Measured: ${message}` };
  if (!guarded.includes(row.decoder)) return { name, outcome: "skipped", message: `Not guarded. ${message}` };
  return { name, outcome: row.passed ? "passed" : "failed", message };
}

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
