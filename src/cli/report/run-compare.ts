import { compareRuns } from "../../audit/comparison/compare-runs.ts";
import { type Comparison, comparisonSchema } from "../../audit/comparison/comparison.ts";
import { loadResult } from "../../pipelines/audit/load-result.ts";
import type { Check } from "../../report/check.ts";
import { comparisonDocument } from "../../report/comparison-document.ts";
import { comparisonGate } from "../../report/comparison-gate.ts";
import { comparisonSummary } from "../../report/comparison-summary.ts";
import { htmlOf } from "../../report/document/html.ts";
import { markdownOf } from "../../report/document/markdown.ts";
import { terminalOf } from "../../report/document/terminal.ts";
import { jsonOf } from "../../report/json.ts";
import { palette } from "../../report/paint.ts";
import type { ReportFile } from "../../report/report-file.ts";
import { UserError } from "../../text/user-error.ts";
import type { CompareOptions } from "./compare-options.ts";
import type { Terminal } from "../terminal.ts";
import { deliver } from "./deliver.ts";

/** Lays two runs side by side and says whether the second is no worse than the limit allows. */
export async function runCompare(
  before: string,
  after: string,
  options: CompareOptions,
  terminal: Terminal,
): Promise<boolean> {
  const formats = formatsOf(options);
  const comparison = compareRuns(await loadResult(before, false), await loadResult(after, false));
  const checks = options.failWorse === undefined ? [] : comparisonGate(comparison, options.failWorse);
  if (options.failWorse !== undefined && checks.length === 0) {
    throw new UserError(
      "--fail-worse: expected a declared contrast that both runs have but found none. Drop the limit, or compare runs that declare the same pairs.",
    );
  }
  const out = options.out ?? "-";
  const files = formats.map((format): ReportFile => makers[format](comparison, terminal));
  const isMachine = options.json === true;
  if (isMachine && out === "-") await terminal.write(`${JSON.stringify({ ...comparison, checks })}\n`);
  else await tell(await deliver(files, out, terminal), checks, isMachine, terminal);
  return checks.every(({ passed }) => passed);
}

type Format = "html" | "md" | "json" | "terminal";

const makers: Readonly<Record<Format, (comparison: Comparison, terminal: Terminal) => ReportFile>> = {
  html: (comparison) => ({
    path: "comparison.html",
    content: htmlOf(comparisonDocument(comparison), "Two audits compared"),
  }),
  md: (comparison) => ({ path: "comparison.md", content: markdownOf(comparisonDocument(comparison)) }),
  json: (comparison) => ({ path: "comparison.json", content: jsonOf(comparisonSchema.parse(comparison)) }),
  terminal: (comparison, { columns, plain }) => ({
    path: "comparison.txt",
    content: terminalOf(comparisonSummary(comparison, columns), columns, palette(plain)),
  }),
};

const isFormat = (name: string): name is Format => Object.hasOwn(makers, name);

function formatsOf({ format = "terminal" }: CompareOptions): readonly Format[] {
  return [...new Set(format.split(",").map((name) => name.trim()))].map((name) => {
    if (isFormat(name)) return name;
    throw new UserError(
      `--format: expected some of ${Object.keys(makers).join(", ")}, with commas between, but found "${name}". Choose from these.`,
    );
  });
}

async function tell(
  files: readonly string[],
  checks: readonly Check[],
  isMachine: boolean,
  terminal: Terminal,
): Promise<void> {
  if (isMachine) {
    const passed = checks.every((check) => check.passed);
    await terminal.write(`${JSON.stringify({ summary: { reports: files, passed, checks } })}\n`);
    return;
  }
  if (files.length > 0) await terminal.write(`Written: ${files.join(", ")}\n`);
  for (const { passed, limit, reason } of checks) if (!passed) terminal.log(`Over the limit ${limit}: ${reason}\n`);
}
