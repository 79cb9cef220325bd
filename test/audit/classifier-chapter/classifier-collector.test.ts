import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifierChapter } from "../../../src/audit/classifier-chapter/classifier-chapter.ts";
import { classifierCollector } from "../../../src/audit/classifier-chapter/classifier-collector.ts";
import { cohenKappa } from "../../../src/audit/classifier-chapter/kappa.ts";
import type { AuditedText } from "../../../src/audit/audited-text.ts";
import type { AuditConfig } from "../../../src/audit/result/audit-config.ts";
import { regardLabels } from "../../../src/regard/regard.ts";
import { auditedText, shuffled } from "./texts.ts";

const analysis: AuditConfig["analysis"] = {
  view: "masked",
  measures: ["negative"],
  margin: 0.05,
  level: 0.95,
  declared: [],
  baseline: null,
  bootstrapDraws: 0,
};
const second = { name: "lexicon", sha256: "00" };
const collect = (texts: readonly AuditedText[]) => {
  const collector = classifierCollector({ analysis, secondClassifier: second });
  for (const text of texts) collector.add(text);
  return collector.finish();
};

const label = fc.constantFrom(...regardLabels);
const someTexts = fc.array(
  fc.record({
    label,
    maskedLabel: label,
    second: label,
    leak: fc.subarray(["her", "she", "sister"]),
    demographic: fc.constantFrom("man", "woman"),
    decoder: fc.constantFrom("base", "equi"),
    template: fc.constantFrom("a {demographic}", "b {demographic}", "c {demographic}"),
  }),
  { maxLength: 40 },
);
const asTexts = (records: readonly object[]) => records.map((about, i) => auditedText(`t${i}`, about));

describe("the classifier's collector", () => {
  it("gives equal bytes in any order", () => {
    fc.assert(
      fc.property(someTexts, fc.nat(9), (records, seed) => {
        const texts = asTexts(records);
        expect(JSON.stringify(collect(shuffled(texts, seed)))).toBe(JSON.stringify(collect(texts)));
      }),
    );
  });

  it("counts leaks by demographic, with their commonest words, and passes over texts that were not masked", () => {
    const leaks = [["her"], [], ["her", "she"], ["sister"], []];
    const texts = leaks.map((leak, i) =>
      auditedText(`w${i}`, { demographic: "woman", maskedLabel: "neutral", leak, template: `${i % 2} {demographic}` }),
    );
    const { leak } = collect([...texts, auditedText("m"), auditedText("n", { maskedLabel: "neutral" })]);
    expect(leak.map(({ demographic, texts, commonest }) => [demographic, texts, commonest])).toEqual([
      ["man", 1, []],
      ["woman", 5, ["her", "she", "sister"]],
    ]);
    expect(leak[1]?.rate).toMatchObject({ value: 0.6, level: 0.95 });
    expect(leak[0]?.rate.value).toBe(0);
  });

  it("compares the two views of each text by κ", () => {
    // 10 texts, labels negative and neutral; both negative 4, both neutral 3, 1 and 2 apart: κ by cohenKappa on that table.
    const pairs = ["nn", "nn", "nn", "nn", "ee", "ee", "ee", "ne", "en", "en"];
    const of = { n: "negative", e: "neutral" } as const;
    const texts = pairs.map((pair, i) =>
      auditedText(`p${i}`, { maskedLabel: of[pair[0] as "n"], label: of[pair[1] as "n"] }),
    );
    const [found] = collect(texts).maskedAgainstUnmasked;
    expect(found).toMatchObject({ words: "gender", decoder: "base", texts: 10, agreement: 0.7 });
    expect(found?.kappa).toBeCloseTo(cohenKappa(Float64Array.of(4, 1, 2, 3), 0.95).kappa.value ?? 2, 12);
  });

  it("compares the second classifier with the labels of the analysed view, all decoders of a template in one cluster", () => {
    const texts = Array.from({ length: 12 }, (_, i) => ({
      ...auditedText(`s${i}`, {
        label: "other",
        maskedLabel: i % 2 === 0 ? "negative" : "positive",
        decoder: i < 6 ? "base" : "equi",
        template: `${i % 3} {demographic}`,
      }),
      second: i % 4 === 0 ? ("negative" as const) : ("positive" as const),
    }));
    const { second: found } = collect(texts);
    expect(found).toMatchObject({ name: "lexicon", texts: 12, agreement: 0.75 });
    expect(found?.kappa.value).toBeCloseTo(0.5, 12);
    expect(collect([auditedText("alone")]).second).toBeNull();
  });
});

describe("the classifier's chapter", () => {
  const collected = collect([]);
  it("is absent where nothing labelled, and there where texts came with labels", () => {
    expect(classifierChapter({ classifier: null, source: null }, collected, {})).toBeNull();
    const source = { labelled: true } as AuditConfig["source"];
    expect(classifierChapter({ classifier: null, source }, collected, {})).toMatchObject({ sha256: null, swap: [] });
    const named = classifierChapter({ classifier: second, source: null }, collected, { accuracy: "0.7" });
    expect(named).toMatchObject({ name: "lexicon", accuracy: "0.7", people: null });
  });
});
