import type { AuditedText } from "../audit/audited-text.ts";
import type { AuditResult } from "../audit/result/audit-result.ts";
import type { Inconclusive, Limits } from "./gate.ts";

/** A file of a report, for the caller to write. `path` is relative to the report's folder, with "/" between folders. */
export interface ReportFile {
  readonly path: string;
  /** Text, or bytes in pieces that are made as they are taken: memory does not grow with the audit. */
  readonly content: string | AsyncIterable<Uint8Array>;
}

/** The run's texts from the first on; each call begins another pass. */
export type Samples = () => AsyncIterable<AuditedText>;

export interface ReportSettings {
  readonly limits: Limits;
  /** What an undecided verdict counts as, in JUnit XML. */
  readonly inconclusive: Inconclusive;
}

/** Makes a report. Writes and prints nothing; equal arguments give equal bytes. */
export type Reporter = (
  result: AuditResult,
  samples: Samples,
  settings: ReportSettings,
) => readonly ReportFile[] | Promise<readonly ReportFile[]>;
