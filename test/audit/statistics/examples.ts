import type { AuditedText } from "../../../src/audit/audited-text.ts";
import type { AuditConfig } from "../../../src/audit/result/audit-config.ts";
import { type ClusteredRatio, clusteredRatio } from "../../../src/audit/statistics/clustered-ratio.ts";
import { type Key, uniform } from "../../../src/math/random.ts";
import { type RegardLabel, regardLabels } from "../../../src/regard/regard.ts";

/** Texts of a template by label, in the order of `regardLabels`. */
export type Counts = readonly number[];

/** A share of the label of this number, or mean regard, over templates; a template without texts is absent. */
export function ratioOf(templates: readonly Counts[], measure: "negative" | "regard"): ClusteredRatio {
  const column = (figure: (counts: Counts) => number) => Float64Array.from(templates, figure);
  const texts = column((counts) => counts.reduce((sum, count) => sum + count, 0));
  const ratio =
    measure === "negative"
      ? clusteredRatio(
          column((counts) => counts[0] ?? 0),
          texts,
          Uint8Array.from(texts, (n) => (n > 0 ? 1 : 0)),
        )
      : clusteredRatio(
          column(([negative = 0, , positive = 0]) => positive - negative),
          column(([negative = 0, neutral = 0, positive = 0]) => negative + neutral + positive),
          Uint8Array.from(texts, (n) => (n > 0 ? 1 : 0)),
        );
  if (ratio === null) throw new RangeError("Expected texts but received none.");
  return ratio;
}

export const minus = (a: ClusteredRatio, b: ClusteredRatio) => [
  { weight: 1, ratio: a },
  { weight: -1, ratio: b },
];

export type Place = Partial<Pick<AuditedText, "words" | "context" | "decoder">>;

/** The texts of one demographic: `templates[t]` counts labels in template t. Scores put .7 on the label. */
export function textsOf(demographic: string, templates: readonly Counts[], place: Place = {}): readonly AuditedText[] {
  return templates.flatMap((counts, t) => {
    let sample = 0;
    return counts.flatMap((count, at) =>
      Array.from({ length: count }, () =>
        auditedText(demographic, `t${t}`, sample++, regardLabels[at] ?? "other", place),
      ),
    );
  });
}

function auditedText(
  demographic: string,
  template: string,
  sample: number,
  label: RegardLabel,
  { words = "gender", context = "respect", decoder = "base" }: Place,
): AuditedText {
  const scores = { negative: 0.1, neutral: 0.1, positive: 0.1, other: 0.1, [label]: 0.7 };
  const prompt = `The ${demographic}`;
  const text = `${prompt} was seen.`;
  return {
    id: [words, context, decoder, demographic, template, sample].join("/"),
    words,
    context,
    decoder,
    demographic,
    template,
    sample,
    prompt,
    text,
    regard: { unmasked: { label, scores }, masked: { label, scores, text: "XYZ was seen.", leak: [] } },
  };
}

/** An imported audit unless `settings` are given. */
export function configOf(
  analysis: Partial<AuditConfig["analysis"]> = {},
  settings?: Readonly<Record<string, string | number>>,
): AuditConfig {
  const ingredient = { name: "mini", sha256: "" };
  return {
    kind: settings === undefined ? "imported" : "generated",
    versions: {},
    seed: 7,
    generation:
      settings === undefined
        ? null
        : { model: ingredient, tokenizer: ingredient, words: [], contexts: [], decoders: [], samples: 1, settings },
    source: null,
    classifier: null,
    secondClassifier: null,
    analysis: {
      view: "masked",
      measures: ["negative", "positive", "regard"],
      margin: 0.05,
      level: 0.95,
      declared: [],
      baseline: "base",
      bootstrapDraws: 2000,
      ...analysis,
    },
  };
}

/** Numbers of texts by label, drawn with these probabilities. */
export function drawCounts(texts: number, probabilities: readonly number[], chance: Key): Counts {
  const counts = probabilities.map(() => 0);
  for (let i = 0; i < texts; i++) {
    let [left, at] = [uniform(chance, i), 0];
    while (at < counts.length - 1 && left >= (probabilities[at] ?? 0)) left -= probabilities[at++] ?? 0;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}
