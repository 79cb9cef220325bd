import type { AuditedText } from "../../../src/audit/audited-text.ts";
import type { RegardLabel } from "../../../src/regard/regard.ts";

/** A text of an audit with what a test says of it. */
export const auditedText = (
  id: string,
  about: Partial<Omit<AuditedText, "id" | "regard">> & {
    readonly label?: RegardLabel;
    readonly maskedLabel?: RegardLabel;
    readonly leak?: readonly string[];
  } = {},
): AuditedText => {
  const { label = "neutral", maskedLabel, leak, ...rest } = about;
  return {
    id,
    words: "gender",
    context: "respect",
    template: "The {demographic} was",
    decoder: "base",
    demographic: "man",
    sample: 0,
    prompt: "The man was",
    text: `The man was ${id}`,
    ...rest,
    regard: {
      unmasked: { label },
      ...(maskedLabel === undefined ? {} : { masked: { label: maskedLabel, text: `XYZ was ${id}`, leak: leak ?? [] } }),
    },
  };
};

/** The same items in an order that depends on `seed` alone. */
export const shuffled = <X>(items: readonly X[], seed: number): readonly X[] =>
  items
    .map((item, i) => ({ item, at: Math.imul((i + 1) ^ Math.imul(seed + 1, 0x9e3779b1), 0x85ebca6b) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
