import { join } from "node:path";
import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { Check } from "../../report/check.ts";

/** Where a run's reports lie. */
export const reportPaths = (folder: string, files: readonly string[]): readonly string[] =>
  files.map((file) => join(folder, file));

/** What a run's last JSON line says of its verdicts and limits. */
export const outcomeOf = ({ verdicts }: AuditResult, checks: readonly Check[]) => ({
  passed: checks.every(({ passed }) => passed),
  verdicts: verdicts.map(({ words, context, decoder, verdict }) => ({ words, context, decoder, verdict })),
  checks,
});

/** What a person reads last: the limits that a run is over, and where its reports lie. */
export const outcomeLines = (folder: string, files: readonly string[], checks: readonly Check[]): readonly string[] => [
  ...checks.filter(({ passed }) => !passed).map(({ limit, reason }) => `Over the limit ${limit}: ${reason}`),
  `Reports: ${reportPaths(folder, files).join(", ")}`,
];
