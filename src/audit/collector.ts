import type { AuditedText } from "./audited-text.ts";

/** A figure taken over all texts of an audit in one pass. Law: `finish` does not depend on the order in which texts were added. Memory stays bounded however many there are. */
export interface Collector<X> {
  add(text: AuditedText): void;
  finish(): X;
}
