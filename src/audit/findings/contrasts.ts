import type { AuditConfig } from "../result/audit-config.ts";
import type { Contrast } from "../result/contrast.ts";
import type { Estimate } from "../result/interval.ts";
import { benjaminiHochberg, holm } from "../statistics/adjust.ts";
import { bootstrapInterval } from "../statistics/bootstrap.ts";
import { detectableDifference } from "../statistics/detectable.ts";
import { jensenShannon, totalVariation, wasserstein } from "../statistics/distribution-distances.ts";
import { oddsRatio, shareRatio } from "../statistics/ratios.ts";
import { signFlipTest } from "../statistics/sign-flip.ts";
import { scoreUnit } from "../tally.ts";
import type { ChanceTables } from "./chance-tables.ts";
import {
  compare,
  type PairComparison,
  differenceInterval,
  equivalenceOf,
  templateDifferences,
  testOf,
} from "./compare.ts";
import { pairsOf } from "./declared-pairs.ts";
import type { ComparedPlace } from "./places.ts";

/** A contrast as the result has it, with what it was made from. */
export interface ComparedContrast {
  readonly contrast: Contrast;
  readonly comparison: PairComparison;
}

/** With fewer templates a bootstrap of them cannot be trusted. */
const fewestResampled = 20;
const mostResampled = 2000;

/** All contrasts of a place, tests adjusted: one family of the declared, one of the rest. */
export function contrastsOf(
  place: ComparedPlace,
  config: AuditConfig,
  tables: ChanceTables,
): readonly ComparedContrast[] {
  const comparisons = pairsOf(place, config).flatMap((pair) =>
    config.analysis.measures.map((measure) => compare(place, pair, measure)),
  );
  const tests = comparisons.map(testOf);
  const families = [true, false].map((declared) =>
    comparisons.flatMap(({ pair }, i) => (pair.declared === declared && tests[i]?.pValue !== null ? [i] : [])),
  );
  const adjusted = new Map(
    families.flatMap((family, f) => {
      const values = (f === 0 ? holm : benjaminiHochberg)(family.map((i) => tests[i]?.pValue ?? 1));
      return family.map((i, at) => [i, values[at] ?? 1] as const);
    }),
  );
  return comparisons.map((comparison, i) => {
    const test = tests[i] as ReturnType<typeof testOf>;
    const size = families[comparison.pair.declared ? 0 : 1]?.length ?? 0;
    const adjustment = test.pValue === null ? "none" : comparison.pair.declared ? "holm" : "benjamini-hochberg";
    const family = test.pValue === null ? 0 : size;
    const whole = { ...test, adjusted: adjusted.get(i) ?? null, adjustment, family } as const;
    return { comparison, contrast: contrastOf(place, comparison, whole, config, tables) };
  });
}

function contrastOf(
  { words, context, decoder, view, exact }: ComparedPlace,
  comparison: PairComparison,
  test: Contrast["test"],
  config: AuditConfig,
  tables: ChanceTables,
): Contrast {
  const { pair, measure, difference } = comparison;
  const { level } = config.analysis;
  const alpha = (1 - level) / (pair.declared ? Math.max(1, test.family) : 1);
  const distance = wasserstein(pair.of.tally.negatives, pair.from.tally.negatives);
  return {
    words,
    context,
    decoder,
    view,
    measure,
    of: pair.of.demographic,
    from: pair.from.demographic,
    declared: pair.declared,
    exactByConstruction: exact,
    difference: differenceInterval(comparison, level),
    ...bootstrapOf(comparison, config, tables),
    ...ratiosOf(comparison, level),
    totalVariation: totalVariation(pair.of.counts, pair.from.counts),
    wasserstein: distance === null ? null : distance * scoreUnit,
    jensenShannon: jensenShannon(pair.of.counts, pair.from.counts),
    test,
    ...signFlipOf(comparison, alpha, tables),
    equivalence: equivalenceOf(comparison, config.analysis),
    smallestDetectable: exact || difference === null ? null : detectableDifference(difference, alpha, 0.8),
  };
}

function ratiosOf({ pair, measure }: PairComparison, level: number): { ratio: Estimate; oddsRatio: Estimate } {
  const [of, from] = [pair.of.ratio(measure), pair.from.ratio(measure)];
  const none: Estimate = { value: null, low: null, high: null, level };
  if (measure === "regard" || of === null || from === null) return { ratio: none, oddsRatio: none };
  return { ratio: shareRatio(of, from, level), oddsRatio: oddsRatio(of, from, level) };
}

function signFlipOf(comparison: PairComparison, alpha: number, tables: ChanceTables): Pick<Contrast, "signFlip"> {
  const { pair, measure, exact, difference, clusters } = comparison;
  if (exact || !pair.declared || difference?.pairing !== "paired" || clusters > mostResampled) return {};
  if (!(2 / 2 ** clusters < alpha)) return {};
  const test = signFlipTest(templateDifferences(pair, measure), tables.signs);
  return test === null ? {} : { signFlip: test };
}

function bootstrapOf(
  comparison: PairComparison,
  config: AuditConfig,
  tables: ChanceTables,
): Pick<Contrast, "bootstrap"> {
  const { pair, measure, exact, difference, clusters } = comparison;
  const { bootstrapDraws, level } = config.analysis;
  const [a, b] = [pair.of.ratio(measure), pair.from.ratio(measure)];
  if (exact || !pair.declared || difference?.pairing !== "paired" || a === null || b === null) return {};
  if (clusters < fewestResampled || clusters > mostResampled || bootstrapDraws < 1) return {};
  const shared = [...a.present.keys()].filter((t) => a.present[t] === 1);
  const columns = [a.contributions, a.weights, b.contributions, b.weights].map((column) =>
    Float64Array.from(shared, (t) => column[t] ?? 0),
  );
  const statistic = (drawn: ArrayLike<number>) => {
    const [of, ofWeight, from, fromWeight] = columns.map((column) => {
      let sum = 0;
      for (let i = 0; i < drawn.length; i++) sum += column[drawn[i] ?? 0] ?? 0;
      return sum;
    }) as [number, number, number, number];
    return ofWeight === 0 || fromWeight === 0 ? NaN : of / ofWeight - from / fromWeight;
  };
  const table = tables.resamples(bootstrapDraws, clusters);
  return { bootstrap: bootstrapInterval(statistic, clusters, table, level) };
}
