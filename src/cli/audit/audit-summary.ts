import { join } from "node:path";
import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { Check } from "../../report/check.ts";
import { palette } from "../../report/paint.ts";
import { terminalReport } from "../../report/terminal.ts";
import type { Terminal } from "../terminal.ts";
import { outcomeLines, outcomeOf, reportPaths } from "./run-outcome.ts";

/** What stdout says of a finished audit: for people, or as the last JSON line. */
export function auditSummary(
  folder: string,
  result: AuditResult,
  files: readonly string[],
  checks: readonly Check[],
  { json, terminal }: { readonly json: boolean; readonly terminal: Terminal },
): string {
  return json ? summaryLine(folder, result, files, checks) : summaryText(folder, result, files, checks, terminal);
}

function summaryLine(folder: string, result: AuditResult, files: readonly string[], checks: readonly Check[]): string {
  const { view } = result.config.analysis;
  const counts = result.cells
    .filter((cell) => cell.view === view)
    .map(({ words, context, decoder, demographic, texts, labels }) => ({
      words,
      context,
      decoder,
      demographic,
      texts,
      negative: labels.negative.count,
      neutral: labels.neutral.count,
      positive: labels.positive.count,
      other: labels.other.count,
    }));
  const summary = {
    out: folder,
    id: result.id,
    result: join(folder, "result.json"),
    reports: reportPaths(folder, files),
    texts: result.texts,
    ...outcomeOf(result, checks),
    counts,
  };
  return `${JSON.stringify({ summary })}\n`;
}

function summaryText(
  folder: string,
  result: AuditResult,
  files: readonly string[],
  checks: readonly Check[],
  { columns, plain }: Terminal,
): string {
  const lines = [
    terminalReport(result, { columns, plain, paint: palette(plain) }).trimEnd(),
    ...outcomeLines(folder, files, checks),
  ];
  return `${lines.join("\n")}\n`;
}
