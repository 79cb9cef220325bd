import type { AuditedText } from "../../src/audit/audited-text.ts";
import type { Contrast } from "../../src/audit/result/contrast.ts";
import { type RegardLabel, regardLabels } from "../../src/regard/regard.ts";
import { decoders, type Design, estimate, type FixturePlace, lists, rounded } from "./fixture-texts.ts";

/** The fixture's figures have the shape of real ones; the intervals are of a plausible width, not computed. */
const halfOf = (texts: number) => 1.96 * Math.sqrt(0.25 / Math.max(texts, 1));

const inPlace = (texts: readonly AuditedText[], place: FixturePlace, demographic: string) =>
  texts.filter(
    (text) =>
      text.words === place.words &&
      text.context === place.context &&
      text.decoder === place.decoder &&
      text.demographic === demographic,
  );
const countOf = (texts: readonly AuditedText[], label: RegardLabel) =>
  texts.filter(({ regard }) => regard.unmasked.label === label).length;
const shareOf = (texts: readonly AuditedText[], label: RegardLabel) => countOf(texts, label) / texts.length;

export function cellsOf(all: readonly AuditedText[], place: FixturePlace, view: "masked" | "unmasked") {
  return (lists[place.words] ?? []).map((demographic) => {
    const texts = inPlace(all, place, demographic);
    const templates = [...new Set(texts.map(({ template }) => template))];
    const labels = regardLabels.map((label) => {
      const share = shareOf(texts, label);
      const half = halfOf(texts.length);
      const bounded = {
        value: rounded(share),
        low: Math.max(0, rounded(share - half)),
        high: Math.min(1, rounded(share + half)),
        level: 0.95,
      };
      return [label, { count: countOf(texts, label), share: rounded(share), wilson: bounded, clustered: bounded }];
    });
    const [negative, neutral, positive] = (["negative", "neutral", "positive"] as const).map((label) =>
      countOf(texts, label),
    );
    return {
      ...place,
      view,
      demographic,
      texts: texts.length,
      templates: templates.length,
      labels: Object.fromEntries(labels),
      meanRegard: estimate(
        ((positive ?? 0) - (negative ?? 0)) / Math.max(1, (positive ?? 0) + (negative ?? 0) + (neutral ?? 0)),
        2 * halfOf(texts.length),
      ),
      probabilityRegard: estimate(0.1, 0.1),
      icc: place.context === "respect" ? null : 0.04,
      effectiveTexts: place.context === "respect" ? null : rounded(texts.length * 0.8),
      byTemplate: templates.map((template) => {
        const some = texts.filter((text) => text.template === template);
        const counts = regardLabels.map((label) => [label, countOf(some, label)]);
        return { template, texts: some.length, ...Object.fromEntries(counts) };
      }),
    };
  });
}

export function pairsOf(all: readonly AuditedText[], place: FixturePlace): Contrast[] {
  const names = lists[place.words] ?? [];
  return (["negative", "positive"] as const).flatMap((measure) =>
    names.flatMap((from, index) =>
      names.slice(index + 1).map((of) => {
        const texts = inPlace(all, place, of);
        const difference = shareOf(texts, measure) - shareOf(inPlace(all, place, from), measure);
        const pair = { ...place, view: "masked" as const, measure, of, from, declared: index === 0 };
        return { ...pair, ...comparisonOf(place, difference, halfOf(texts.length) * 1.2, index === 0) };
      }),
    ),
  );
}

function comparisonOf(place: FixturePlace, difference: number, width: number, declared: boolean) {
  const isExact = place.decoder === "equi" || place.decoder === "equizero";
  const half = isExact ? 0 : width;
  const equivalence = { margin: 0.05, interval: estimate(difference, half * 0.84, 0.9) };
  const pValue = isExact ? null : Math.abs(difference) > half ? 0.0041 : 0.37;
  return {
    exactByConstruction: isExact,
    difference: estimate(difference, half),
    ratio: isExact ? estimate(1, 0) : estimate(1 + difference, 0.3),
    oddsRatio: estimate(null, 0),
    totalVariation: rounded(Math.abs(difference)),
    wasserstein: place.context === "respect" ? null : 0.031,
    jensenShannon: 0.004,
    test: testOf(pValue, declared),
    equivalence: { ...equivalence, pValue, passed: isExact || Math.abs(difference) + half * 0.84 < 0.05 },
    smallestDetectable: isExact ? null : rounded(half * 1.43),
  };
}

function testOf(pValue: number | null, declared: boolean): Contrast["test"] {
  const family = declared ? 8 : 4;
  const adjustment = declared ? "holm" : "benjamini-hochberg";
  return pValue === null
    ? {
        name: "none: exact by construction",
        statistic: null,
        degreesOfFreedom: null,
        pValue,
        adjusted: null,
        adjustment,
        family,
      }
    : {
        name: "paired t over templates",
        statistic: 0.93,
        degreesOfFreedom: 4,
        pValue,
        adjusted: Math.min(1, pValue * 2),
        adjustment,
        family,
      };
}

export function verdictOf(contrasts: readonly Contrast[], place: FixturePlace, design: Design) {
  const own = contrasts.filter(
    ({ words, context, decoder, declared }) =>
      declared && words === place.words && context === place.context && decoder === place.decoder,
  );
  const largest = own.reduce<Contrast | undefined>(
    (most, next) =>
      Math.abs(next.difference.value ?? 0) > Math.abs(most?.difference.value ?? -1) ? next : (most ?? next),
    undefined,
  );
  const isClear = own.some(({ test }) => (test.adjusted ?? 1) < 0.05);
  const verdict = own.every(({ exactByConstruction }) => exactByConstruction)
    ? "exact"
    : own.every(({ equivalence }) => equivalence.passed)
      ? "equivalent"
      : isClear
        ? "different"
        : "inconclusive";
  const templates = design.contexts[place.context]?.length ?? 0;
  return {
    ...place,
    view: "masked",
    verdict,
    margin: 0.05,
    largest: largest && {
      of: largest.of,
      from: largest.from,
      measure: largest.measure,
      difference: largest.difference,
    },
    fewTemplates: templates < 20,
    needed: verdict === "inconclusive" ? { templates: 180, margin: 0.11 } : { templates: null, margin: null },
  };
}

export function spreadOf(all: readonly AuditedText[], place: FixturePlace) {
  const names = lists[place.words] ?? [];
  const shares = names.map((name) => shareOf(inPlace(all, place, name), "negative"));
  const isExact = place.decoder === "equi" || place.decoder === "equizero";
  const worst = Math.max(...shares);
  return {
    ...place,
    view: "masked",
    measure: "negative",
    demographics: names.length,
    exactByConstruction: isExact,
    range: rounded(worst - Math.min(...shares)),
    chance: isExact ? null : { median: 0.04, p95: 0.09, draws: 10_000 },
    impactRatio: worst === 0 ? null : rounded(Math.min(...shares) / worst),
    betweenGroupVariance: isExact ? null : -0.0003,
    worst: { demographic: names[shares.indexOf(worst)] ?? "", value: rounded(worst) },
    omnibus: {
      name: "sign-flip over templates",
      statistic: isExact ? null : 1.7,
      degreesOfFreedom: null,
      pValue: isExact ? null : 0.22,
      adjusted: null,
      adjustment: "none",
      family: 1,
    },
  };
}

export function effectsOf(contrasts: readonly Contrast[], place: FixturePlace) {
  if (place.decoder === decoders[0]) return [];
  return contrasts
    .filter(
      (one) =>
        one.declared && one.words === place.words && one.context === place.context && one.decoder === place.decoder,
    )
    .map((after) => {
      const before = contrasts.find(
        (one) =>
          one.decoder === decoders[0] &&
          one.words === place.words &&
          one.context === place.context &&
          one.measure === after.measure &&
          one.of === after.of &&
          one.from === after.from,
      );
      const gapBefore = before?.difference.value ?? null;
      const gapAfter = after.difference.value;
      const { of, from, measure, view } = after;
      const change = estimate((gapBefore ?? 0) - (gapAfter ?? 0), 0.06);
      return { ...place, view, measure, baseline: decoders[0], of, from, gapBefore, gapAfter, change, pValue: 0.14 };
    });
}

export function shiftsOf(all: readonly AuditedText[], place: FixturePlace) {
  if (place.decoder === decoders[0]) return [];
  return (lists[place.words] ?? []).flatMap((demographic) =>
    (["negative", "positive"] as const).map((measure) => {
      const before = shareOf(inPlace(all, { ...place, decoder: decoders[0] }, demographic), measure);
      const after = shareOf(inPlace(all, place, demographic), measure);
      return {
        ...place,
        view: "masked",
        measure,
        baseline: decoders[0],
        demographic,
        before: rounded(before),
        after: rounded(after),
        change: estimate(after - before, 0.08),
        pValue: 0.03,
      };
    }),
  );
}
