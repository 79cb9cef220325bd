import { availableParallelism } from "node:os";
import type { AuditEngine, AuditRequest } from "../../pipelines/audit/audit-request.ts";
import { expectUnchanged } from "../../pipelines/audit/expect-unchanged.ts";
import { type OpenAudit, openAudit } from "../../pipelines/audit/open-audit.ts";
import { namesOf, requestOf } from "../../pipelines/audit/request-record.ts";
import { runAudit } from "../../pipelines/audit/run-audit.ts";
import { runName } from "../../pipelines/audit/run-name.ts";
import { startTiming } from "../../pipelines/audit/run-timing.ts";
import type { WritingGate } from "../../pipelines/audit/writing-gate.ts";
import type { Network } from "../../pipelines/network.ts";
import type { Limits } from "../../report/gate.ts";
import { cacheFolder } from "../../store/download-cache.ts";
import { type RunRecord, readRunRecord, runRecord } from "../../store/run-record.ts";
import { unitCache } from "../../store/unit-cache.ts";
import { shellWord } from "../../text/shell-word.ts";
import { UserError } from "../../text/user-error.ts";
import { messageOf } from "../kernel/message-of.ts";
import { afterEvent, type RunningAudit } from "./running-audit.ts";

/** An audit that is opened. */
export interface AuditWork {
  readonly folder: string;
  readonly record: RunRecord;
  readonly open: OpenAudit;
}

const usualFormats = "html,md";
const engine: AuditEngine = { threads: Math.max(1, availableParallelism() - 1), batchSize: 128 };

/** A new audit, in `folder` or in one of its own name under `runs`. Throws UserError on what cannot be opened. */
export async function openNew(
  request: AuditRequest,
  { runs, folder }: { readonly runs: string; readonly folder?: string },
  network: Network,
): Promise<AuditWork> {
  const open = await openAudit(request, engine, network);
  const record = runRecord(open.config, { ...namesOf(request), formats: usualFormats, limits: "{}" });
  return { folder: folder ?? `${runs}/${runName(record)}`, record, open };
}

/** An audit as it was begun. Throws UserError where it is none that can go on, or where something changed since. */
export async function openAgain(folder: string, network: Network): Promise<AuditWork> {
  const record = await readRunRecord(folder);
  if (record.config.kind === "imported") {
    throw new UserError(
      `${folder}: expected an audit that writes its texts but found imported ones. Finish it with: evenhand audit resume ${shellWord(folder)}`,
    );
  }
  const open = await openAudit(requestOf(record.config, record.request), engine, network);
  try {
    expectUnchanged(folder, record.config, open.config);
  } catch (error) {
    await open.close();
    throw error;
  }
  return { folder, record, open };
}

/** What an audit at work tells, and by what it is stopped. */
export interface Carrying {
  readonly network: Network;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Where writers wait while the audit is paused. */
  readonly gate: WritingGate;
  readonly get: () => RunningAudit | undefined;
  readonly set: (audit: RunningAudit) => void;
}

/** Runs what is left of an audit and tells how it stands. What goes wrong becomes its state. */
export async function carryOut({ folder, record, open }: AuditWork, carrying: Carrying): Promise<void> {
  const { network, now, signal, gate, get, set } = carrying;
  const { view } = record.config.analysis;
  const timing = startTiming(now);
  try {
    const formats = (record.request["formats"] ?? usualFormats).split(",");
    const cache = unitCache(cacheFolder(network.environment ?? {}));
    const limits = JSON.parse(record.request["limits"] ?? "{}") as Limits;
    const report = { limits, inconclusive: "skip" } as const;
    const run = { folder, record, open, engine, formats, report, cache, signal, gate };
    for await (const event of runAudit(run)) {
      timing.tell(event);
      if (event.kind === "finished") await timing.write(folder);
      const audit = get();
      if (audit !== undefined) set(afterEvent({ ...audit, view }, event, now()));
    }
  } catch (error) {
    const audit = get();
    if (audit !== undefined) set({ ...audit, state: "failed", problem: messageOf(error) });
  }
}
