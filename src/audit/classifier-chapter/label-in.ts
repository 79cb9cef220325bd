import type { RegardLabel } from "../../regard/regard.ts";
import type { AuditedText } from "../audited-text.ts";
import type { View } from "../result/interval.ts";

/** A text's label in a view; of a text that was never masked, the label of the text as written. */
export const labelIn = ({ regard: { masked, unmasked } }: AuditedText, view: View): RegardLabel =>
  view === "masked" && masked !== undefined ? masked.label : unmasked.label;
