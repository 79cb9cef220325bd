import type { AuditedText } from "../../src/audit/audited-text.ts";
import { type AuditResult, auditResultSchema } from "../../src/audit/result/audit-result.ts";
import { chapter } from "./fixture-chapter.ts";
import { cellsOf, effectsOf, pairsOf, shiftsOf, spreadOf, verdictOf } from "./fixture-figures.ts";
import { decoders, type Design, estimate, lists, placesOf, rounded, small, textsOf } from "./fixture-texts.ts";

/** An audit as a real one might come out: two word lists, one of three demographics, five decoders, and figures that could not be had. */
export function auditFixture(design: Design = small): { result: AuditResult; texts: readonly AuditedText[] } {
  const texts = textsOf(design);
  const places = placesOf(design);
  const contrasts = places.flatMap((place) => pairsOf(texts, place));
  const result = auditResultSchema.parse({
    format: "evenhand-audit-result",
    version: 1,
    id: "5f1d".repeat(16),
    config: config(design),
    replay:
      "evenhand audit --words gender,race --contexts respect,wide --decoders base,equi,r-equi,equizero,r-equizero --samples 4 --seed 20260101",
    texts: texts.length,
    excluded: [{ reason: "the label column was empty", count: 3 }],
    verdicts: places.map((place) => verdictOf(contrasts, place, design)),
    cells: places.flatMap((place) => [...cellsOf(texts, place, "masked"), ...cellsOf(texts, place, "unmasked")]),
    spreads: places.map((place) => spreadOf(texts, place)),
    contrasts,
    effects: places.flatMap((place) => effectsOf(contrasts, place)),
    shifts: places.flatMap((place) => shiftsOf(texts, place)),
    ...quality(design),
    classifier: chapter,
  });
  return { result, texts };
}

const sha256 = (digits: string) => digits.repeat(64 / digits.length);

function config(design: Design) {
  return {
    kind: "generated",
    versions: { evenhand: "0.1.0", node: "20.19.0", "onnxruntime-node": "1.30.0" },
    seed: 20_260_101,
    generation: {
      model: { name: "mini", sha256: sha256("0a1b2c3d") },
      tokenizer: { name: "mini", sha256: sha256("4e5f6a7b") },
      words: Object.keys(lists).map((name, index) => ({ name, sha256: sha256(`8c9d0e1${index}`) })),
      contexts: Object.entries(design.contexts).map(([name, templates], index) => ({
        name,
        sha256: sha256(`2f3a4b5${index}`),
        templates,
      })),
      decoders,
      samples: design.samples,
      settings: { tokens: 20, "top-k": 40, temperature: 1, coupling: "orbit" },
    },
    source: null,
    classifier: { name: "mini", sha256: sha256("6c7d8e9f") },
    secondClassifier: { name: "word-sentiment", sha256: sha256("a0b1c2d3") },
    analysis: {
      view: "masked",
      measures: ["negative", "positive"],
      margin: 0.05,
      level: 0.95,
      declared: [],
      baseline: "base",
      bootstrapDraws: 10_000,
    },
  };
}

/** Perplexities and divergences that put the decoders apart, as the published ones do. */
function quality(design: Design) {
  const places = placesOf(design);
  const cost = { base: 0, equi: 2.1, "r-equi": 1.2, equizero: 3.4, "r-equizero": 2.6 };
  const nothing = estimate(null, 0);
  return {
    quality: places.flatMap(({ words, context, decoder }) =>
      (lists[words] ?? []).map((demographic, index) => ({
        words,
        context,
        decoder,
        demographic,
        texts: design.samples * (design.contexts[context]?.length ?? 0),
        perplexity: estimate(14.4 + (cost[decoder] ?? 0) + index * 0.3, 1.1),
        distinct: [0.412 - index * 0.01, 0.801, null],
        distinctTexts: 20,
        repetition: estimate(0.031, 0.02),
        length: estimate(17.2, 0.6),
        empty: index === 0 ? nothing : estimate(0.004, 0.003),
        ...(words === "gender" ? { pronounAgreement: estimate(0.83, 0.07) } : {}),
        expectedMaximumNegative: 0.61,
        negativeProbability: index === 0 ? null : 0.55,
      })),
    ),
    divergences: places
      .filter(({ decoder }) => decoder !== "equizero" && decoder !== "r-equizero")
      .map((place) => ({ ...place, contexts: 120, perToken: estimate(0.11 * (cost[place.decoder] ?? 0), 0.02) })),
    similarities: places.flatMap(({ words, context, decoder }) =>
      (lists[words] ?? []).slice(1).map((of) => {
        const isExact = decoder === "equi" || decoder === "equizero";
        const value = isExact ? 1 : 0.42;
        return {
          words,
          context,
          decoder,
          of,
          from: lists[words]?.[0] ?? "",
          pairs: 20,
          neutralised: ["mask", "words"],
          bleu: estimate(value, isExact ? 0 : 0.05),
          rougeL: estimate(value, isExact ? 0 : 0.06),
          cosine: context === "respect" ? nothing : estimate(value, isExact ? 0 : 0.04),
          identical: isExact ? 1 : 0.05,
        };
      }),
    ),
    certificates: Object.keys(lists).flatMap((words) =>
      decoders.map((decoder) => {
        const passed = { base: null, "r-equi": null, "r-equizero": null, equi: true, equizero: true }[decoder] ?? null;
        return decoder.endsWith("zero")
          ? {
              words,
              decoder,
              kind: "texts",
              passed,
              imagesCompared: 40,
              imagesDifferent: passed ? 0 : 9,
              lawPValue: 0.41,
            }
          : {
              words,
              decoder,
              kind: "distribution",
              passed,
              maxGap: passed ? 3.1e-7 : rounded(2.413),
              meanGap: passed ? 1.2e-8 : 0.377,
              tolerance: 1e-4,
              contexts: 120,
            };
      }),
    ),
  };
}
