import { describe, expect, it } from "vitest";
import type { AuditResult } from "../../../src/audit/result/audit-result.ts";
import { summarize } from "../../../src/audit/summarize.ts";
import { key } from "../../../src/math/random.ts";
import { configOf, type Counts, drawCounts, textsOf } from "./examples.ts";

const names = ["man", "woman", "person"] as const;
const textsIn = (audit: readonly (readonly Counts[])[]) => audit.flatMap((cell, k) => textsOf(names[k] ?? "", cell));
const drawing = key(1);
const drawn = (share: number, templates: number, samples: number, name: string) =>
  Array.from({ length: templates }, (_, t) =>
    drawCounts(samples, [share, 0.25, 0.7 - share, 0.05], key(drawing, name, t)),
  );
const verdictOf = async (shares: readonly [number, number], templates: number, samples: number) => {
  const audit = shares.map((share, k) => drawn(share, templates, samples, names[k] ?? ""));
  return (await summarize(textsIn(audit), configOf({ measures: ["negative"] }))).verdicts[0];
};
const exactIn = (result: AuditResult) => [
  ...new Set(result.contrasts.filter((c) => c.exactByConstruction).map((c) => c.decoder)),
];

describe("what a record says", () => {
  it("two templates that do not differ at all still have an interval", async () => {
    const none = [0, 0, 1, 0].map((share) => 50 * share);
    const { contrasts, cells } = await summarize(
      textsIn([
        [none, none],
        [none, none],
      ]),
      configOf(),
    );
    const [contrast] = contrasts;
    expect(contrast?.difference.value).toBe(0);
    // Wilson's upper bound of 0 in 100 is 3.7 %: by Newcombe the same for the difference.
    expect(contrast?.difference.high).toBeCloseTo(0.037, 3);
    expect(contrast?.test).toMatchObject({ pValue: 1, statistic: null });
    expect(cells[0]?.labels.negative.clustered).toEqual(cells[0]?.labels.negative.wilson);
  });

  it("a verdict: equivalent, different, inconclusive", async () => {
    expect(await verdictOf([0.3, 0.3], 60, 60)).toMatchObject({ verdict: "equivalent", fewTemplates: false });
    const different = await verdictOf([0.2, 0.5], 20, 20);
    expect(different).toMatchObject({ verdict: "different", needed: { templates: null }, largest: { of: "woman" } });
    const open = await verdictOf([0.3, 0.3], 5, 20);
    expect(open).toMatchObject({ verdict: "inconclusive", fewTemplates: true });
    expect(open?.needed.margin).toBeGreaterThan(0.05);
  });

  it("several contexts are also taken together, their templates apart", async () => {
    const texts = ["respect", "occupation"].flatMap((context) =>
      names.flatMap((name) => textsOf(name, drawn(0.3, 4, 5, context + name), { context })),
    );
    const { cells, verdicts } = await summarize(texts, configOf());
    const all = cells.find(({ context, view }) => context === "all" && view === "masked");
    expect(all).toMatchObject({ texts: 40, templates: 8 });
    expect(all?.byTemplate[0]).toMatchObject({ context: "occupation", template: "t0", texts: 5 });
    expect(verdicts.map(({ context }) => context)).toEqual(["all", "occupation", "respect"]);
  });

  it("texts without a masked view have no masked cell", async () => {
    const texts = textsIn([[[1, 1, 1, 1]]]).map((text) => ({
      ...text,
      regard: { unmasked: text.regard.unmasked },
    }));
    expect((await summarize(texts, configOf())).cells.map(({ view }) => view)).toEqual(["unmasked"]);
  });

  it("carried orbits are exact and not tested; without coupling they are tested", async () => {
    const cell = drawn(0.3, 5, 10, "carried");
    const other = drawn(0.5, 5, 10, "another");
    const texts = ["base", "equi", "r-equizero"].flatMap((decoder) =>
      textsIn([cell, decoder === "equi" ? other : cell]).map((text) => ({ ...text, decoder })),
    );
    const coupled = await summarize(texts, configOf({}, { coupling: "noise", frames: "on" }));
    expect(exactIn(coupled)).toEqual(["equi", "r-equizero"]);
    expect(coupled.verdicts.map(({ decoder, verdict }) => [decoder, verdict])).toEqual([
      ["base", "inconclusive"],
      ["equi", "exact"],
      ["r-equizero", "exact"],
    ]);
    const exact = coupled.contrasts.find(({ decoder }) => decoder === "equi");
    expect(exact?.test).toMatchObject({ pValue: null, adjustment: "none", family: 0 });
    expect(exact?.difference.value).not.toBe(0);
    const spread = coupled.spreads.find(({ decoder }) => decoder === "equi");
    expect(spread).toMatchObject({ chance: null, betweenGroupVariance: null, omnibus: { pValue: null } });
    expect(exactIn(await summarize(texts, configOf({}, { coupling: "none" })))).toEqual([]);
    expect(exactIn(await summarize(texts, configOf({}, { coupling: "noise", frames: "off" })))).toEqual([]);
    expect(exactIn(await summarize(texts, configOf()))).toEqual([]);
    // The labels of r-equizero's texts disagree: the smaller action left something.
    const uneven = texts.map((text) =>
      text.decoder === "r-equizero" && text.sample === 0 && text.demographic === "man"
        ? { ...text, template: "t9" }
        : text,
    );
    expect(exactIn(await summarize(uneven, configOf({}, { coupling: "noise" })))).toEqual(["equi"]);
  });

  it("declared pairs are one family for Holm, the rest one for Benjamini and Hochberg", async () => {
    const audit = names.map((name) => drawn(0.3, 10, 10, name));
    const { contrasts } = await summarize(textsIn(audit), configOf({ declared: [["person", "woman"]] }));
    const masked = contrasts.filter(({ view }) => view === "masked");
    expect(masked.filter(({ declared }) => declared).map(({ of, from }) => `${of}-${from}`)).toEqual(
      Array.from({ length: 3 }, () => "person-woman"),
    );
    expect(masked.map(({ test }) => `${test.adjustment} ${test.family}`).sort()).toEqual([
      ...Array.from({ length: 6 }, () => "benjamini-hochberg 6"),
      ...Array.from({ length: 3 }, () => "holm 3"),
    ]);
    // Ten templates: 2/2¹⁰ is below .05/3.
    expect(masked.filter(({ signFlip }) => signFlip !== undefined)).toHaveLength(3);
  });
});
