import { availableParallelism } from "node:os";
import type { AuditEngine, AuditRequest } from "../../pipelines/audit/audit-request.ts";
import { expectUnchanged } from "../../pipelines/audit/expect-unchanged.ts";
import { type OpenAudit, openAudit } from "../../pipelines/audit/open-audit.ts";
import { namesOf, requestOf } from "../../pipelines/audit/request-record.ts";
import { runAudit } from "../../pipelines/audit/run-audit.ts";
import { runName } from "../../pipelines/audit/run-name.ts";
import { startTiming } from "../../pipelines/audit/run-timing.ts";
import type { Network } from "../../pipelines/network.ts";
import type { Limits } from "../../report/gate.ts";
import { cacheFolder } from "../../store/download-cache.ts";
import { type RunRecord, readRunRecord, runRecord } from "../../store/run-record.ts";
import { unitCache } from "../../store/unit-cache.ts";
import { UserError } from "../../text/user-error.ts";
import { afterEvent, isAtWork, openingAudit, type RunningAudit } from "./running-audit.ts";

/** The audits of this process: one at a time, whatever screen is in sight. */
export interface AuditRuns {
  /** The audit at work, or else the last one. */
  current(): RunningAudit | undefined;
  /** Begins an audit in `folder`, or in one of its own name under `runs`; resolves to its folder. Throws UserError while another is at work. */
  begin(request: AuditRequest, place: { readonly runs: string; readonly folder?: string }): Promise<string>;
  /** Goes on with an audit where its journal ends. Throws UserError while another is at work, and on what changed since it began. */
  resume(folder: string): Promise<void>;
  /** Stops writing and keeps everything open; `resume` goes on. */
  pause(): void;
  /** Stops it: its journal stays, and `resume` goes on some time. */
  stop(): void;
  /** Tells how the audit stands, now and on each change, at most thirty times a second, until the signal aborts. */
  watch(tell: (audit: RunningAudit) => void, signal: AbortSignal): void;
  close(): Promise<void>;
}

const usualFormats = "html,md";
const millisecondsBetweenNews = 100;

interface Work {
  readonly folder: string;
  readonly record: RunRecord;
  readonly open: OpenAudit;
}

/** The audits of a process. */
export function auditRuns(network: Network, now: () => number): AuditRuns {
  let audit: RunningAudit | undefined;
  let work: Work | undefined;
  let stopping = new AbortController();
  let atWork: Promise<void> = Promise.resolve();
  const listeners = new Set<() => void>();
  const set = (next: RunningAudit) => {
    audit = next;
    for (const listener of listeners) listener();
  };
  const release = async () => {
    const { open } = work ?? {};
    work = undefined;
    await open?.close();
  };
  const go = (started: Work) => {
    work = started;
    stopping = new AbortController();
    atWork = carryOut(started, { network, now, signal: stopping.signal, engine, get: () => audit, set }).finally(() =>
      audit?.state === "paused" ? undefined : release(),
    );
  };
  /** Opens the audit while nothing else can begin; a failure leaves the place free. */
  const opening = async (folder: string, view: RunningAudit["view"], open: () => Promise<Work>): Promise<string> => {
    expectFree(audit);
    const before = openingAudit(folder, view, now());
    set(before);
    try {
      const started = await open();
      if (audit?.state === "stopping") {
        await started.open.close();
        set({ ...before, folder: started.folder, state: "stopped" });
        return started.folder;
      }
      set({ ...before, folder: started.folder });
      go(started);
      return started.folder;
    } catch (error) {
      set({ ...before, state: "failed", problem: messageOf(error) });
      throw error;
    }
  };
  return {
    current: () => audit,
    begin: (request, place) =>
      opening(place.folder ?? "", request.analysis.view, () => openNew(request, place, network)),
    async resume(folder) {
      if (audit?.folder === folder && audit.state === "paused" && work !== undefined) {
        set({ ...audit, state: "writing" });
        return go(work);
      }
      await opening(folder, "unmasked", () => openAgain(folder, network)).then(() => undefined);
    },
    pause() {
      if (audit?.state !== "writing") return;
      set({ ...audit, state: "pausing" });
      stopping.abort();
    },
    stop() {
      if (audit === undefined || !isAtWork(audit)) return;
      if (audit.state === "paused") {
        set({ ...audit, state: "stopped" });
        void release();
      } else {
        set({ ...audit, state: "stopping" });
        stopping.abort();
      }
    },
    watch: (tell, signal) => watch(() => audit, listeners, tell, signal),
    async close() {
      stopping.abort();
      listeners.clear();
      await Promise.race([atWork, new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
      await release();
    },
  };
}

const engine: AuditEngine = { threads: availableParallelism(), batchSize: 128 };

function expectFree(audit: RunningAudit | undefined): void {
  if (audit === undefined || !isAtWork(audit)) return;
  const where = audit.folder === "" ? "another audit is being opened" : `the audit in ${audit.folder} is at work`;
  throw new UserError(
    `Audit: expected no other audit at work but found that ${where}. Wait for it, or stop it; then begin this one.`,
  );
}

async function openNew(
  request: AuditRequest,
  { runs, folder }: { readonly runs: string; readonly folder?: string },
  network: Network,
): Promise<Work> {
  const open = await openAudit(request, engine, network);
  const record = runRecord(open.config, { ...namesOf(request), formats: usualFormats, limits: "{}" });
  return { folder: folder ?? `${runs}/${runName(record)}`, record, open };
}

async function openAgain(folder: string, network: Network): Promise<Work> {
  const record = await readRunRecord(folder);
  if (record.config.kind === "imported") {
    throw new UserError(
      `${folder}: expected an audit that writes its texts but found imported ones. Finish it with: evenhand audit resume ${folder}`,
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

interface Carrying {
  readonly network: Network;
  readonly engine: AuditEngine;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly get: () => RunningAudit | undefined;
  readonly set: (audit: RunningAudit) => void;
}

/** Runs what is left of an audit and tells how it stands. What goes wrong becomes its state. */
async function carryOut({ folder, record, open }: Work, carrying: Carrying): Promise<void> {
  const { network, now, signal, get, set } = carrying;
  const { view } = record.config.analysis;
  const timing = startTiming(now);
  try {
    const formats = (record.request["formats"] ?? usualFormats).split(",");
    const cache = unitCache(cacheFolder(network.environment ?? {}));
    const limits = JSON.parse(record.request["limits"] ?? "{}") as Limits;
    const report = { limits, inconclusive: "skip" } as const;
    for await (const event of runAudit({ folder, record, open, engine, formats, report, cache, signal })) {
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

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function watch(
  current: () => RunningAudit | undefined,
  listeners: Set<() => void>,
  tell: (audit: RunningAudit) => void,
  signal: AbortSignal,
): void {
  let timer: NodeJS.Timeout | undefined;
  let told: RunningAudit | undefined;
  const news = () => {
    timer = undefined;
    const audit = current();
    if (audit === undefined || audit === told) return;
    told = audit;
    tell(audit);
  };
  const listener = () => {
    timer ??= setTimeout(news, told === undefined || told.state !== current()?.state ? 0 : millisecondsBetweenNews);
  };
  listeners.add(listener);
  signal.addEventListener("abort", () => {
    listeners.delete(listener);
    clearTimeout(timer);
  });
  news();
}
