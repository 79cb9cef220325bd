import type { AuditedText } from "../audit/audited-text.ts";
import type { Value } from "./tidy-tables.ts";

interface SampleColumn {
  readonly name: string;
  readonly type: "STRING" | "INT64" | "DOUBLE";
  readonly value: (text: AuditedText) => Value;
}

const text = (name: string, value: (text: AuditedText) => string | undefined): SampleColumn => ({
  name,
  type: "STRING",
  value: (of) => value(of) ?? null,
});
const number = (name: string, value: (text: AuditedText) => number | null | undefined): SampleColumn => ({
  name,
  type: "DOUBLE",
  value: (of) => value(of) ?? null,
});

const scores = (view: "unmasked" | "masked") =>
  (["negative", "neutral", "positive", "other"] as const).map((label) =>
    number(`${view}_${label}`, ({ regard }) => regard[view]?.scores?.[label]),
  );

/** What a table of texts says of each, whatever its format. Token ids are in samples.jsonl alone. */
export const sampleColumns: readonly SampleColumn[] = [
  text("id", ({ id }) => id),
  text("words", ({ words }) => words),
  text("context", ({ context }) => context),
  text("template", ({ template }) => template),
  text("decoder", ({ decoder }) => decoder),
  text("demographic", ({ demographic }) => demographic),
  { name: "sample", type: "INT64", value: ({ sample }) => sample },
  text("prompt", ({ prompt }) => prompt),
  text("text", (of) => of.text),
  text("finish", ({ finish }) => finish),
  number("log_prob", ({ logProb }) => logProb),
  text("unmasked_label", ({ regard }) => regard.unmasked.label),
  ...scores("unmasked"),
  text("masked_label", ({ regard }) => regard.masked?.label),
  ...scores("masked"),
  text("masked_text", ({ regard }) => regard.masked?.text),
  text("leak", ({ regard }) => regard.masked?.leak.join(" ")),
  text("second_label", ({ second }) => second),
];
