import type { View } from "../../audit/result/interval.ts";
import type { Download } from "../download/download.ts";
import type { AuditEvent, AuditPhase, RunningShare } from "../../pipelines/audit/audit-event.ts";
import { tellsRest } from "../../text/progress.ts";

/** How an audit stands: one of its phases, or between them. */
export type AuditState = "opening" | AuditPhase | "pausing" | "paused" | "stopping" | "stopped" | "finished" | "failed";

/** An audit of this process as it stands now. */
export interface RunningAudit {
  /** Empty until its configuration is known, which names it. */
  readonly folder: string;
  readonly state: AuditState;
  readonly view: View;
  /** Texts in all, finished, and safe in the journal. */
  readonly texts: number;
  readonly written: number;
  readonly kept: number;
  /** How many of them this session found there, or took from the cache: they say nothing of its rate. */
  readonly given: number;
  /** Milliseconds: since when texts are being written, and the last event. */
  readonly since: number;
  readonly now: number;
  readonly shares: readonly RunningShare[];
  /** What it waits for while it is opened, where something has to be downloaded. */
  readonly download?: Download;
  /** What went wrong, in words. */
  readonly problem?: string;
}

/** An audit that begins. */
export const openingAudit = (folder: string, view: View, now: number): RunningAudit => ({
  folder,
  state: "opening",
  view,
  texts: 0,
  written: 0,
  kept: 0,
  given: 0,
  since: now,
  now,
  shares: [],
});

/** Whether it is at work, or will be again: no second one may begin. */
export const isAtWork = ({ state }: Pick<RunningAudit, "state">): boolean =>
  state !== "finished" && state !== "failed" && state !== "stopped";

/** The audit after something it told. */
export function afterEvent(audit: RunningAudit, event: AuditEvent, now: number): RunningAudit {
  const at = { ...audit, now };
  switch (event.kind) {
    case "planned":
      return {
        ...at,
        texts: event.texts,
        written: event.textsDone,
        kept: event.textsDone,
        given: event.textsDone,
        since: now,
      };
    case "phase":
      return isEnding(audit) ? at : { ...at, state: event.phase };
    case "written":
      return { ...at, written: Math.max(audit.written, event.texts) };
    case "unit":
      return {
        ...at,
        kept: event.textsDone,
        written: Math.max(audit.written, event.textsDone),
        given: audit.given + (event.fromCache ? event.unit.texts : 0),
      };
    case "shares":
      return { ...at, shares: event.shares };
    case "stopped":
      return { ...at, state: "stopped", written: audit.kept };
    default:
      return { ...at, state: "finished" };
  }
}

const isEnding = ({ state }: RunningAudit) => state === "pausing" || state === "stopping";

/** The audit once it goes on after a pause, whose time is no part of its pace. */
export const goingOn = (audit: RunningAudit, now: number): RunningAudit => ({
  ...audit,
  state: "writing",
  given: audit.written,
  since: now,
  now,
});

/** Texts a second in this session, and the seconds left for the rest of them; absent while nothing can be said. */
export function paceOf({ texts, written, given, since, now }: RunningAudit): {
  readonly rate?: number;
  readonly left?: number;
} {
  const [count, seconds] = [written - given, (now - since) / 1000];
  if (count < 1 || seconds < 0.5) return {};
  const rate = count / seconds;
  return tellsRest(count, texts - given, seconds) ? { rate, left: (texts - written) / rate } : { rate };
}
