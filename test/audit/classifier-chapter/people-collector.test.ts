import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditedText } from "../../../src/audit/audited-text.ts";
import { annotatorAgreement, type HumanLabel, textDigest } from "../../../src/audit/classifier-chapter/human-label.ts";
import { peopleCollector, type PeopleSettings } from "../../../src/audit/classifier-chapter/people-collector.ts";
import { regardLabels, type RegardLabel } from "../../../src/regard/regard.ts";
import { auditedText, shuffled } from "./texts.ts";

const labelOf = (text: AuditedText, label: RegardLabel, annotator = "ann"): HumanLabel => ({
  id: text.id,
  digest: textDigest(text.text),
  annotator,
  label,
});
const settings: PeopleSettings = { view: "unmasked", level: 0.95 };
const collect = (labels: readonly HumanLabel[], texts: readonly AuditedText[], more: Partial<PeopleSettings> = {}) => {
  const collector = peopleCollector(labels, { ...settings, ...more });
  for (const text of texts) collector.add(text);
  return collector.finish();
};

/** 100 texts about a woman, 40 of them called negative; of the first 20 (8 called negative) people call 6 of these and 3 others negative. */
const texts = Array.from({ length: 100 }, (_, i) =>
  auditedText(`t${String(i).padStart(3, "0")}`, {
    demographic: "woman",
    label: i % 5 < 2 ? "negative" : "positive",
  }),
);
const called = texts.slice(0, 20).filter(({ regard }) => regard.unmasked.label === "negative");
const passed = texts.slice(0, 20).filter(({ regard }) => regard.unmasked.label !== "negative");
const labels = [
  ...called.map((text, i) => labelOf(text, i < 6 ? "negative" : "neutral")),
  ...passed.map((text, i) => labelOf(text, i < 3 ? "negative" : "other")),
];

describe("what people's labels say", () => {
  it("are error rates and two corrected shares", () => {
    const people = collect(labels, texts);
    const [row] = people?.perDemographic ?? [];
    expect(people).toMatchObject({
      labels: 20,
      annotators: ["ann"],
      kappaBetween: null,
      unmatched: 0,
      trainedKnown: false,
    });
    expect(row).toMatchObject({ demographic: "woman", labels: 20, texts: 100, raw: 0.4 });
    expect(row?.sensitivity.value).toBeCloseTo(6 / 9, 12);
    expect(row?.specificity.value).toBeCloseTo(9 / 11, 12);
    // (0.4 + 9/11 − 1)/(6/9 + 9/11 − 1)
    expect(row?.roganGladen.value).toBeCloseTo(0.45, 12);
    // λ by hand from the sums n = 20, f = 8, y = 9, fy = 6, a miss and a false alarm added: f̄ = 9/22, ȳ = 10/22; Cov/Var f = (6/22 − 90/484)/(9/22 − 81/484) = 42/117; N = 80.
    expect(row?.lambda).toBeCloseTo(42 / 117 / 1.25, 12);
    expect(row?.predictionPowered.value).toBeCloseTo(0.4 * (42 / 117 / 1.25) + (9 - (42 / 117 / 1.25) * 8) / 20, 12);
  });

  it("give equal bytes in any order of the texts", () => {
    fc.assert(
      fc.property(fc.nat(50), (seed) => {
        expect(JSON.stringify(collect(labels, shuffled(texts, seed)))).toBe(JSON.stringify(collect(labels, texts)));
      }),
      { numRuns: 20 },
    );
  });

  it("count a text in parts where annotators differ, and a person's last word only", () => {
    const [first] = called;
    const again = [labelOf(first as AuditedText, "positive"), labelOf(first as AuditedText, "negative")];
    const both = [...again, labelOf(first as AuditedText, "neutral", "ben")];
    const [row] = collect(both, texts)?.perDemographic ?? [];
    expect(row).toMatchObject({ labels: 1, sensitivity: { value: 1 }, specificity: { value: 0 } });
    expect(collect(both, texts)).toMatchObject({ labels: 2, annotators: ["ann", "ben"] });
  });

  it("name labels of texts that the run does not hold, and leave out texts the classifier was trained on", () => {
    const stranger = { ...labelOf(texts[0] as AuditedText, "negative"), digest: textDigest("of another run") };
    expect(collect([...labels, stranger], texts)).toMatchObject({ unmatched: 1 });
    const people = collect(labels, texts, { wasTrainedOn: (text) => text === texts[0]?.text });
    expect(people).toMatchObject({ trained: 1, trainedKnown: true, perDemographic: [{ labels: 19 }] });
  });

  it("find texts by id where the file holds no text, and give equal texts one label", () => {
    const byId = labels.map((label) => ({ ...label, digest: "" }));
    expect(collect(byId, texts)?.perDemographic).toEqual(collect(labels, texts)?.perDemographic);
    const twins = ["b", "a", "c"].map((id) => auditedText(id, { text: "The man was" }));
    const label = labelOf(twins[2] as AuditedText, "negative");
    expect(collect([label], twins)?.perDemographic).toMatchObject([{ labels: 1, texts: 3 }]);
  });

  it("are nothing without labels", () => expect(collect([], texts)).toBeNull());
});

const choice = (i: number): RegardLabel => regardLabels[i % 4] ?? "other";

describe("the agreement of annotators", () => {
  it("is that of the two with the most texts in common", () => {
    const given = texts
      .slice(0, 12)
      .flatMap((text, i) => [
        labelOf(text, choice(i), "cat"),
        ...(i < 8 ? [labelOf(text, choice(i < 6 ? i : i + 1), "ann")] : []),
        ...(i < 4 ? [labelOf(text, choice(i), "ben")] : []),
      ]);
    expect(annotatorAgreement(given, 0.95)).toMatchObject({ annotators: ["ann", "cat"], texts: 8, agreement: 0.75 });
    expect(annotatorAgreement(labels, 0.95)).toBeUndefined();
  });
});
