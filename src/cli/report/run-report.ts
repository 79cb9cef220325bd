import { relative } from "node:path";
import { addHumanLabels } from "../../pipelines/audit-classifier/add-human-labels.ts";
import { loadResult } from "../../pipelines/audit/load-result.ts";
import { formatList } from "../../pipelines/audit/write-reports.ts";
import { gate } from "../../report/gate.ts";
import { reporters } from "../../report/reporters.ts";
import { readJournal } from "../../store/read-journal.ts";
import { auditSummary } from "../audit/audit-summary.ts";
import { limitsOf } from "../audit/gate-options.ts";
import type { ReportOptions } from "./report-options.ts";
import type { Terminal } from "../terminal.ts";
import { deliver } from "./deliver.ts";

/** Writes a run's reports again and says whether it is inside its limits. */
export async function runReport(folder: string, options: ReportOptions, terminal: Terminal): Promise<boolean> {
  const formats = formatList(options.format);
  const limits = limitsOf(options);
  const { humanLabels } = options;
  if (humanLabels !== undefined) await addHumanLabels(folder, humanLabels);
  const result = await loadResult(folder, options.recount === true || humanLabels !== undefined);
  const checks = gate(result, limits);
  const settings = { limits, inconclusive: options.inconclusive };
  const made = await Promise.all(
    formats.map(async (format) => (await reporters[format]?.())?.(result, () => readJournal(folder), settings) ?? []),
  );
  const files = await deliver(made.flat(), options.out ?? folder, terminal);
  if (options.out !== "-") {
    const written = files.map((path) => relative(folder, path));
    await terminal.write(auditSummary(folder, result, written, checks, { json: options.json === true, terminal }));
  } else {
    for (const { passed, limit, reason } of checks) if (!passed) terminal.log(`Over the limit ${limit}: ${reason}\n`);
  }
  return checks.every(({ passed }) => passed);
}
