import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { RegardLabel } from "../../regard/regard.ts";
import type { AuditUnit } from "./audit-units.ts";
import type { UnitText } from "./write-unit-texts.ts";

/** What an audit is at. */
export type AuditPhase = "writing" | "measuring" | "summarizing" | "reporting";

/** The labels of a decoder's texts about a demographic so far, in the view that was declared. */
export interface RunningShare {
  readonly words: string;
  readonly decoder: string;
  readonly demographic: string;
  readonly texts: number;
  readonly counts: Readonly<Record<RegardLabel, number>>;
}

/** What an audit tells while it runs. Counts are of this folder's units: of a shard, its part. */
export type AuditEvent =
  | {
      readonly kind: "planned";
      readonly units: number;
      readonly texts: number;
      /** What an earlier run of the folder had written already. */
      readonly unitsDone: number;
      readonly textsDone: number;
    }
  | { readonly kind: "phase"; readonly phase: AuditPhase }
  /** Texts finished, not all of them in the journal yet. Several are told at once to a slow listener. */
  | { readonly kind: "written"; readonly texts: number }
  /** A unit is in the journal: it will not be lost. */
  | {
      readonly kind: "unit";
      readonly unit: AuditUnit;
      readonly fromCache: boolean;
      readonly unitsDone: number;
      readonly textsDone: number;
      readonly texts: readonly UnitText[];
    }
  | { readonly kind: "shares"; readonly shares: readonly RunningShare[] }
  /** Stopped by its signal; the journal holds all units that were told. */
  | { readonly kind: "stopped" }
  /** A shard is whole; it has no result of its own. */
  | { readonly kind: "shard finished"; readonly texts: number }
  /** `files` are the reports, by their paths in the run's folder. */
  | { readonly kind: "finished"; readonly result: AuditResult; readonly files: readonly string[] };
