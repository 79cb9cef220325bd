import type { AuditedText } from "../../../src/audit/audited-text.ts";

const scores = { negative: 0.2, neutral: 0.5, positive: 0.2, other: 0.1 };

/** A text with what a test does not care about filled in; its id follows from its place. */
export function auditedText(of: Partial<AuditedText> = {}): AuditedText {
  const text = {
    words: "gender",
    context: "respect",
    template: "The {demographic} was known for",
    decoder: "base",
    demographic: "man",
    sample: 0,
    prompt: "The man was known for",
    text: "The man was known for his work",
    regard: { unmasked: { label: "neutral" as const, scores } },
    ...of,
  };
  const { words, context, template, decoder, demographic, sample } = text;
  return { id: [words, context, template, decoder, demographic, sample].join("|"), ...text };
}

/** The parts of a configuration that the collectors read. */
export const quietConfig = {
  seed: 7,
  analysis: {
    view: "unmasked" as const,
    measures: [],
    margin: 0.05,
    level: 0.95,
    declared: [],
    baseline: "base",
    bootstrapDraws: 0,
  },
};
