import type { AuditedText } from "../../audit/audited-text.ts";
import type { RegardLabel } from "../../regard/regard.ts";

/** A row that is a text of the audit, with its label where the file gives one. */
export interface PlacedText extends Pick<
  AuditedText,
  "words" | "context" | "template" | "decoder" | "demographic" | "sample" | "prompt" | "text" | "id"
> {
  readonly label?: RegardLabel;
}

/** Why a row is not among the texts: kept in excluded.jsonl, and counted in the result. */
export type ExcludedReason = "no group" | "no text" | "starts with no prompt of the given words and contexts";

/** A row that was left out: a line of excluded.jsonl. */
export interface ExcludedRow {
  /** The file's name without its folder, and the row: data rows of a table, lines of other files, from 1. */
  readonly file: string;
  readonly row: number;
  readonly reason: ExcludedReason;
  /** The file's label, where it has one. */
  readonly label?: RegardLabel;
  readonly text: string;
}

/** What became of a row. */
export type PlacedRow =
  | { readonly kind: "text"; readonly text: PlacedText }
  | { readonly kind: "excluded"; readonly row: ExcludedRow };
