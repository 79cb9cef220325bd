import { join } from "node:path";
import { importCounts } from "../../pipelines/audit-import/label-counts.ts";
import { type FinishedImport, type ImportRun, runImport } from "../../pipelines/audit-import/run-import.ts";
import { regardLabels } from "../../regard/regard.ts";
import type { Check } from "../../report/check.ts";
import { gate, type Limits } from "../../report/gate.ts";
import { palette } from "../../report/paint.ts";
import { terminalReport } from "../../report/terminal.ts";
import { harmless } from "../../text/harmless.ts";
import { table } from "../../text/layout.ts";
import { progressOn } from "../progress-line.ts";
import type { Session } from "../session.ts";
import type { Terminal } from "../terminal.ts";
import type { RunOptions } from "./audit-options.ts";
import { outcomeLines, outcomeOf, reportPaths } from "./run-outcome.ts";

/** An import and the limits it is held to. */
export type HeldImport = Omit<ImportRun, "report"> & { readonly limits: Limits };

/** Runs what is left of an import with its progress on stderr, prints what it found, and tells the session where it is over a limit. */
export async function performImport(run: HeldImport, { json }: RunOptions, session: Session): Promise<void> {
  const { terminal } = session;
  const reading = progressOn(terminal, { label: "Reading", unit: "rows" });
  const report = { limits: run.limits, inconclusive: "skip" } as const;
  const finished = await runImport({ ...run, report }, (phase, rows) => {
    if (phase === "reading") return reading.update(rows);
    reading.end();
    if (phase === "summarizing") terminal.log("Testing.\n");
  }).finally(() => reading.end());
  const checks = gate(finished.result, run.limits);
  await terminal.write(json === true ? jsonLine(run, finished, checks) : shown(run, finished, checks, terminal));
  if (checks.some(({ passed }) => !passed)) session.found();
}

/** The last line of `--json`: the counts per group and label, and where the rest lies. */
function jsonLine({ folder }: HeldImport, { result, files }: FinishedImport, checks: readonly Check[]): string {
  const line = {
    out: folder,
    id: result.id,
    reports: reportPaths(folder, files),
    ...outcomeOf(result, checks),
    ...importCounts(result),
  };
  return `${JSON.stringify(line)}\n`;
}

function shown(
  { folder }: HeldImport,
  { result, files }: FinishedImport,
  checks: readonly Check[],
  { columns, plain }: Terminal,
): string {
  const { cells, excluded } = importCounts(result);
  const several = (field: "words" | "context" | "decoder") => new Set(cells.map((cell) => cell[field])).size > 1;
  const places = (["words", "context", "decoder"] as const).filter(several);
  const rows = cells.map((cell) => [
    ...places.map((field) => harmless(cell[field])),
    harmless(cell.group),
    ...[cell.texts, ...regardLabels.map((label) => cell[label])].map(String),
  ]);
  return [
    ...table([...places, "group", "texts", ...regardLabels], rows.slice(0, mostRows)),
    ...(rows.length > mostRows ? [`… and ${rows.length - mostRows} more in ${join(folder, "counts.json")}`] : []),
    ...excluded.map(({ reason, count }) => `Left out: ${count} with "${reason}" (${join(folder, "excluded.jsonl")})`),
    "",
    terminalReport(result, { columns, paint: palette(plain), plain }),
    ...outcomeLines(folder, files, checks),
    "",
  ].join("\n");
}

/** Rows of counts shown; the rest is told. */
const mostRows = 40;
