import type { AuditConfig } from "../result/audit-config.ts";
import type { Effect, Shift } from "../result/contrast.ts";
import type { Estimate, Measure } from "../result/interval.ts";
import { combination, type Term, tInterval, tTest } from "../statistics/combination.ts";
import { pairsOf } from "./declared-pairs.ts";
import type { ComparedCell, ComparedPlace } from "./places.ts";

/** What each decoder changed against the baseline: the gaps of declared pairs, and the shares of every demographic. P-values are not adjusted. */
export function effectsOf(
  places: readonly ComparedPlace[],
  config: AuditConfig,
): { readonly effects: readonly Effect[]; readonly shifts: readonly Shift[] } {
  const { baseline, measures } = config.analysis;
  const compared = places.flatMap((after) => {
    const before = places.find((place) => place.decoder === baseline && sameButDecoder(place, after));
    return before === undefined || before === after ? [] : [{ before, after }];
  });
  return {
    effects: compared.flatMap((both) => measures.flatMap((measure) => effects(both, measure, config))),
    shifts: compared.flatMap((both) => measures.flatMap((measure) => shifts(both, measure, config))),
  };
}

interface BeforeAndAfter {
  readonly before: ComparedPlace;
  readonly after: ComparedPlace;
}

const sameButDecoder = (a: ComparedPlace, b: ComparedPlace) =>
  a.words === b.words && a.context === b.context && a.view === b.view;

function effects({ before, after }: BeforeAndAfter, measure: Measure, config: AuditConfig): readonly Effect[] {
  return pairsOf(after, config)
    .filter(({ declared }) => declared)
    .flatMap(({ of, from }) => {
      const [ofBefore, fromBefore] = [of, from].map((cell) => sameDemographic(before, cell));
      const gapBefore = terms([ofBefore, fromBefore], [1, -1], measure);
      const gapAfter = terms([of, from], [1, -1], measure);
      if (gapBefore === null || gapAfter === null) return [];
      const opposite = gapAfter.map(({ weight, ratio }) => ({ weight: -weight, ratio }));
      return {
        ...placeOf(after),
        measure,
        baseline: before.decoder,
        of: of.demographic,
        from: from.demographic,
        gapBefore: combination(gapBefore).value,
        gapAfter: combination(gapAfter).value,
        ...changeOf([...gapBefore, ...opposite], config.analysis.level),
      };
    });
}

function shifts({ before, after }: BeforeAndAfter, measure: Measure, config: AuditConfig): readonly Shift[] {
  return after.cells.flatMap((cell) => {
    const both = terms([cell, sameDemographic(before, cell)], [1, -1], measure);
    if (both === null) return [];
    return {
      ...placeOf(after),
      measure,
      baseline: before.decoder,
      demographic: cell.demographic,
      before: both[1]?.ratio.value ?? null,
      after: both[0]?.ratio.value ?? null,
      ...changeOf(both, config.analysis.level),
    };
  });
}

const placeOf = ({ words, context, decoder, view }: ComparedPlace) => ({ words, context, decoder, view });

const sameDemographic = ({ cells }: ComparedPlace, { demographic }: ComparedCell) =>
  cells.find((cell) => cell.demographic === demographic);

/** Null where a cell or its figure is missing. */
function terms(
  cells: readonly (ComparedCell | undefined)[],
  weights: readonly number[],
  measure: Measure,
): readonly Term[] | null {
  const found = cells.flatMap((cell, i) => {
    const ratio = cell?.ratio(measure) ?? null;
    return ratio === null ? [] : [{ weight: weights[i] ?? 1, ratio }];
  });
  return found.length === cells.length ? found : null;
}

/** Nothing is said of the spread of a change whose templates do not differ at all. */
function changeOf(terms: readonly Term[], level: number): { change: Estimate; pValue: number | null } {
  const whole = combination(terms);
  const unchanged = whole.error === 0 && whole.value === 0;
  return { change: tInterval(whole, level), pValue: unchanged ? 1 : (tTest(whole)?.pValue ?? null) };
}
