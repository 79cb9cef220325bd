import type { RunOptions } from "./audit-options.ts";
import type { GateOptions } from "./gate-options.ts";

/** Options of `audit resume` and `audit merge`. */
export interface ContinueOptions extends RunOptions, GateOptions {
  readonly offline?: boolean;
  readonly threads?: number;
  readonly batchSize: number;
}
