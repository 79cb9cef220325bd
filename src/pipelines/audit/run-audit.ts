import { summarize } from "../../audit/summarize.ts";
import type { ReportSettings } from "../../report/report-file.ts";
import { openJournal } from "../../store/journal.ts";
import { readJournal } from "../../store/read-journal.ts";
import { withRunLock } from "../../store/run-lock.ts";
import { beginRun, type RunRecord } from "../../store/run-record.ts";
import type { UnitCache } from "../../store/unit-cache.ts";
import type { AuditEvent } from "./audit-event.ts";
import type { AuditEngine } from "./audit-request.ts";
import { eventChannel } from "./event-channel.ts";
import { measure } from "./measure.ts";
import type { OpenAudit } from "./open-audit.ts";
import { settingsOf } from "./text-settings-of.ts";
import { replaceMeasurements } from "./measurements-file.ts";
import { writeReports } from "./write-reports.ts";
import type { WritingGate } from "./writing-gate.ts";
import { writeUnits } from "./write-units.ts";

/** A run, and what it is done with. */
export interface AuditRun {
  readonly folder: string;
  readonly record: RunRecord;
  readonly open: OpenAudit;
  readonly engine: AuditEngine;
  /** Reports to write, by format (see `reportFormats`), and what they need to know. */
  readonly formats: readonly string[];
  readonly report: ReportSettings;
  readonly cache?: UnitCache;
  /** Stops the run; called again, it goes on where it stopped. */
  readonly signal?: AbortSignal;
  readonly gate?: WritingGate;
}

/**
 * Runs an audit, or what is left of one: texts to the journal, then measurements, result and reports. Killed at any moment and run again it ends with
 * the bytes of an uninterrupted run. A shard ends with its texts. Throws UserError where the folder holds another run or another process writes to it.
 */
export function runAudit(run: AuditRun): AsyncGenerator<AuditEvent> {
  return eventChannel<AuditEvent>(
    (emit, leaving) => {
      const signal = run.signal === undefined ? leaving : AbortSignal.any([run.signal, leaving]);
      return withRunLock(run.folder, async () => {
        try {
          await runLocked(run, emit, signal);
        } catch (error) {
          if (!signal.aborted || error !== signal.reason) throw error;
          emit({ kind: "stopped" });
        }
      });
    },
    (before, next) => (before.kind === "written" && next.kind === "written" ? next : undefined),
  );
}

async function runLocked(run: AuditRun, emit: (event: AuditEvent) => void, signal: AbortSignal): Promise<void> {
  const { folder, record } = run;
  await beginRun(folder, record);
  emit({ kind: "phase", phase: "writing" });
  await writeTexts(run, emit, signal);
  if (record.shard !== null) {
    let texts = 0;
    for await (const _ of readJournal(folder)) texts += 1;
    return emit({ kind: "shard finished", texts });
  }
  await finish(run, emit, signal);
}

async function writeTexts(run: AuditRun, emit: (event: AuditEvent) => void, signal: AbortSignal): Promise<void> {
  const { folder, record, open, engine, cache, gate } = run;
  const { config } = record;
  const journal = await openJournal(folder);
  const tools = {
    each: open.each,
    second: open.second,
    settings: settingsOf(config),
    view: config.analysis.view,
    batchSize: engine.batchSize,
  };
  try {
    await writeUnits({ folder, record, journal, tools, cache, signal, gate }, emit);
  } finally {
    await journal.close();
  }
}

async function finish(run: AuditRun, emit: (event: AuditEvent) => void, signal: AbortSignal): Promise<void> {
  const { folder, record, open, engine } = run;
  emit({ kind: "phase", phase: "measuring" });
  const measurements = await replaceMeasurements(folder, await measure(folder, open, engine));
  signal.throwIfAborted();
  emit({ kind: "phase", phase: "summarizing" });
  const result = await summarize(readJournal(folder), record.config, measurements);
  signal.throwIfAborted();
  emit({ kind: "phase", phase: "reporting" });
  const files = await writeReports(folder, result, () => readJournal(folder), ["json", ...run.formats], run.report);
  emit({ kind: "finished", result, files });
}
