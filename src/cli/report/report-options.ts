import type { Inconclusive } from "../../report/gate.ts";
import type { GateOptions } from "../audit/gate-options.ts";

export interface ReportOptions extends GateOptions {
  readonly format: string;
  readonly out?: string;
  readonly recount?: boolean;
  readonly humanLabels?: readonly string[];
  readonly inconclusive: Inconclusive;
  readonly json?: boolean;
  readonly plain?: boolean;
}
