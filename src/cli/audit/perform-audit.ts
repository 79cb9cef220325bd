import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { AuditEvent } from "../../pipelines/audit/audit-event.ts";
import { type AuditRun, runAudit } from "../../pipelines/audit/run-audit.ts";
import { startTiming } from "../../pipelines/audit/run-timing.ts";
import { gate, type Limits } from "../../report/gate.ts";
import { cacheFolder } from "../../store/download-cache.ts";
import { unitCache } from "../../store/unit-cache.ts";
import type { Session } from "../session.ts";
import type { RunOptions } from "./audit-options.ts";
import { auditProgress } from "./audit-progress.ts";
import { auditSummary } from "./audit-summary.ts";

/** A run and the limits it is held to. */
export type HeldRun = Omit<AuditRun, "report" | "cache" | "signal"> & { readonly limits: Limits };

/** Runs what is left of an audit with its progress on stderr, prints what it found, and tells the session where it is over a limit. */
export async function performAudit(run: HeldRun, options: RunOptions, session: Session): Promise<void> {
  const { terminal } = session;
  const timing = startTiming(() => terminal.now());
  const progress = auditProgress(terminal);
  terminal.atInterrupt?.(`Stopped. To go on: evenhand audit resume ${run.folder}\n`);
  const cache = options.cache ? { cache: unitCache(cacheFolder(terminal.environment)) } : {};
  const report = { limits: run.limits, inconclusive: "skip" } as const;
  let isOver = false;
  for await (const event of runAudit({ ...run, ...cache, report })) {
    progress.tell(event);
    if (options.json === true) await writeEvent(event, session);
    if (event.kind === "finished") isOver = await conclude(run, event.result, event.files, options, session);
    if (event.kind === "shard finished") await concludeShard(run, event.texts, options, session);
    timing.tell(event);
  }
  progress.end();
  terminal.atInterrupt?.(undefined);
  await timing.write(run.folder);
  if (isOver) session.found();
}

async function conclude(
  { folder, limits }: HeldRun,
  result: AuditResult,
  files: readonly string[],
  { json }: RunOptions,
  { terminal }: Session,
): Promise<boolean> {
  const checks = gate(result, limits);
  await terminal.write(auditSummary(folder, result, files, checks, { json: json === true, terminal }));
  return checks.some(({ passed }) => !passed);
}

async function concludeShard({ folder, record }: HeldRun, texts: number, options: RunOptions, { terminal }: Session) {
  const { shard } = record;
  const line =
    options.json === true
      ? JSON.stringify({ summary: { out: folder, shard, texts } })
      : `${texts} texts in ${folder}: part ${shard?.index} of ${shard?.count}. To put the parts together: evenhand audit merge FOLDERS --out FOLDER`;
  await terminal.write(`${line}\n`);
}

async function writeEvent(event: AuditEvent, { terminal }: Session): Promise<void> {
  if (event.kind === "planned") await terminal.write(`${JSON.stringify(event)}\n`);
  if (event.kind !== "unit") return;
  const { texts: _, kind, ...unit } = event;
  await terminal.write(`${JSON.stringify({ kind, ...unit })}\n`);
}
