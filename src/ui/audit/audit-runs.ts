import type { View } from "../../audit/result/interval.ts";
import type { AuditRequest } from "../../pipelines/audit/audit-request.ts";
import type { Network } from "../../pipelines/network.ts";
import { UserError } from "../../text/user-error.ts";
import { messageOf } from "../kernel/message-of.ts";
import { type AuditWork, carryOut, openAgain, openNew } from "./audit-work.ts";
import { type Download, watchedNetwork } from "../download/download.ts";
import { pauseGate, type PauseGate } from "./pause-gate.ts";
import { goingOn, isAtWork, openingAudit, type RunningAudit } from "./running-audit.ts";

/** The audits of this process: one at a time, whatever screen is in sight. */
export interface AuditRuns {
  /** The audit at work, or else the last one. */
  readonly current: () => RunningAudit | undefined;
  /** Begins an audit in `folder`, or in one of its own name under `runs`; resolves to its folder. Throws UserError while another is at work. */
  readonly begin: (
    request: AuditRequest,
    place: { readonly runs: string; readonly folder?: string },
  ) => Promise<string>;
  /** Goes on with an audit where its journal ends. Throws UserError while another is at work, and on what changed since it began. */
  readonly resume: (folder: string) => Promise<void>;
  /** Waits once the texts that are being written are kept; `resume` goes on. */
  readonly pause: () => void;
  /** Stops it: its journal stays, and `resume` goes on some time. */
  readonly stop: () => void;
  /** Tells how the audit stands, now and on each change, some ten times a second at most, until the signal aborts. */
  readonly watch: (tell: (audit: RunningAudit) => void, signal: AbortSignal) => void;
  readonly close: () => Promise<void>;
}

const millisecondsBetweenNews = 100;
/** An audit that cannot be stopped at once is left to end with the process: nothing of it is lost. */
const millisecondsToStop = 2000;

/** What is kept of the audit at work. */
interface Slot {
  readonly network: Network;
  readonly now: () => number;
  readonly listeners: Set<() => void>;
  audit: RunningAudit | undefined;
  work: AuditWork | undefined;
  readonly gate: PauseGate;
  stopping: AbortController;
  done: Promise<unknown>;
}

/** The audits of a process. */
export function auditRuns(network: Network, now: () => number): AuditRuns {
  const slot: Slot = {
    network,
    now,
    listeners: new Set(),
    audit: undefined,
    work: undefined,
    gate: pauseGate(() => {
      if (slot.audit?.state === "pausing" && !slot.stopping.signal.aborted)
        set(slot, { ...slot.audit, state: "paused" });
    }),
    stopping: new AbortController(),
    done: Promise.resolve(),
  };
  return {
    current: () => slot.audit,
    begin: (request, place) =>
      opening(slot, place.folder ?? "", request.analysis.view, (told) => openNew(request, place, told)),
    resume: (folder) => resume(slot, folder),
    pause() {
      if (slot.audit?.state !== "writing") return;
      set(slot, { ...slot.audit, state: "pausing" });
      slot.gate.shut();
    },
    stop: () => stop(slot),
    watch: (tell, signal) => watch(slot, tell, signal),
    async close() {
      slot.listeners.clear();
      slot.stopping.abort();
      slot.gate.open();
      await Promise.race([slot.done, new Promise((resolve) => setTimeout(resolve, millisecondsToStop).unref())]);
      await release(slot);
    },
  };
}

/** Opens what an audit needs, by a network that tells of its downloads. */
type Opener = (network: Network) => Promise<AuditWork>;

function set(slot: Slot, audit: RunningAudit): void {
  slot.audit = audit;
  for (const listener of slot.listeners) listener();
}

/** Opens an audit while nothing else can begin, and sets it to work. */
async function opening(slot: Slot, folder: string, view: View, open: Opener): Promise<string> {
  expectFree(slot.audit);
  const begun = begin(slot, openingAudit(folder, view, slot.now()), open);
  slot.done = Promise.allSettled([begun]);
  return begun;
}

/** A failure, or a stop while something is being downloaded, leaves the place free. */
async function begin(slot: Slot, before: RunningAudit, open: Opener): Promise<string> {
  slot.stopping = new AbortController();
  const { signal } = slot.stopping;
  const tell = (download: Download): void => {
    if (slot.audit?.state === "opening") set(slot, { ...slot.audit, download });
  };
  set(slot, before);
  try {
    const work = await open(watchedNetwork(slot.network, { now: slot.now, tell, signal }));
    if (signal.aborted) await work.open.close();
    signal.throwIfAborted();
    set(slot, { ...before, folder: work.folder });
    go(slot, work, signal);
    return work.folder;
  } catch (error) {
    set(slot, {
      ...before,
      ...(signal.aborted ? { state: "stopped" } : { state: "failed", problem: messageOf(error) }),
    });
    throw signal.aborted ? new UserError("Audit: it was stopped before a text was written.") : error;
  }
}

function expectFree(audit: RunningAudit | undefined): void {
  if (audit === undefined || !isAtWork(audit)) return;
  const where = audit.folder === "" ? "another one is being opened" : `the one in ${audit.folder} is`;
  throw new UserError(
    `Audit: expected no other audit at work but found that ${where}. Wait for it, or stop it; then begin this one.`,
  );
}

function go(slot: Slot, work: AuditWork, signal: AbortSignal): void {
  const { network, now } = slot;
  slot.work = work;
  const carrying = {
    network,
    now,
    signal,
    gate: slot.gate,
    get: () => slot.audit,
    set: (audit: RunningAudit) => set(slot, audit),
  };
  slot.done = carryOut(work, carrying).then(() => release(slot));
}

async function resume(slot: Slot, folder: string): Promise<void> {
  const { audit } = slot;
  if (audit?.folder === folder && (audit.state === "paused" || audit.state === "pausing")) {
    set(slot, goingOn(audit, slot.now()));
    return slot.gate.open();
  }
  await opening(slot, folder, "unmasked", (told) => openAgain(folder, told));
}

function stop(slot: Slot): void {
  const { audit } = slot;
  if (audit === undefined || !isAtWork(audit)) return;
  set(slot, { ...audit, state: "stopping" });
  slot.stopping.abort();
  slot.gate.open();
}

async function release(slot: Slot): Promise<void> {
  const { work } = slot;
  slot.work = undefined;
  await work?.open.close();
}

function watch(slot: Slot, tell: (audit: RunningAudit) => void, signal: AbortSignal): void {
  let timer: NodeJS.Timeout | undefined;
  let told: RunningAudit | undefined;
  const news = () => {
    timer = undefined;
    const { audit } = slot;
    if (audit === undefined || audit === told) return;
    told = audit;
    tell(audit);
  };
  const listener = () => {
    timer ??= setTimeout(news, told?.state === slot.audit?.state ? millisecondsBetweenNews : 0);
  };
  slot.listeners.add(listener);
  signal.addEventListener("abort", () => {
    slot.listeners.delete(listener);
    clearTimeout(timer);
  });
  news();
}
