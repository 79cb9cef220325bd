import type { AuditResult } from "../audit/result/audit-result.ts";
import type { Verdict } from "../audit/result/contrast.ts";
import { certificateText } from "./certificate-checks.ts";
import { gate, guardedDecoders, type Inconclusive } from "./gate.ts";
import { junitXml, type TestCase, type TestSuite } from "./junit-xml.ts";
import { placeName, shown } from "./place-name.ts";
import type { ReportSettings } from "./report-file.ts";
import { verdictLabels, verdictSentence } from "./verdict-sentence.ts";

/**
 * The audit as JUnit XML: a test case for each verdict, each certificate and each figure that a limit holds. A verdict "different" fails, an
 * undecided one is skipped unless the settings say otherwise; decoders that are not guarded, such as the baseline, are skipped.
 */
export function junitReport(result: AuditResult, { limits, inconclusive }: ReportSettings): string {
  const guarded = guardedDecoders(result, limits.guard);
  const checks = gate(result, limits).filter(({ limit }) => limit !== "certificate");
  const suites: readonly TestSuite[] = [
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
  return junitXml("evenhand audit", suites);
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
