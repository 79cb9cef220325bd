import type { AuditConfig } from "../../audit/result/audit-config.ts";
import type { DecoderName } from "../../decode/decode-plan.ts";
import type { TextSettings } from "../text-settings.ts";

/** What to audit, by names: what the command line says. */
export interface AuditRequest {
  readonly model: string;
  readonly classifier: string;
  readonly secondClassifier?: string;
  /** "gender,race" is two audits in one; "gender+race" one of their product. */
  readonly words: string;
  /** Names or files, with commas between. */
  readonly contexts: string;
  readonly decoders: readonly DecoderName[];
  /** Texts of each template, demographic and decoder. */
  readonly samples: number;
  readonly settings: TextSettings;
  /** What is declared before any text is written. */
  readonly analysis: Omit<AuditConfig["analysis"], "demographics">;
}

/** How to work; changes no byte of what is written. */
export interface AuditEngine {
  readonly threads?: number;
  /** Rows in one pass of the model. */
  readonly batchSize: number;
}
