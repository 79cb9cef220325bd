import type { AuditedText } from "../../../src/audit/audited-text.ts";
import type { AuditResult } from "../../../src/audit/result/audit-result.ts";
import { htmlReport } from "../../../src/report/html/html-report.tsx";
import { sampleSelection } from "../../../src/report/html/sample-selection.ts";

/** The page of an audit with all its texts, or as many rows as `most`. */
export function pageOf({ result, texts }: { result: AuditResult; texts: readonly AuditedText[] }, most = 2000): string {
  const selecting = sampleSelection(most);
  for (const text of texts) selecting.add(text);
  return htmlReport(result, selecting.finish());
}
