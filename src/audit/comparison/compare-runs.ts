import { UserError } from "../../text/user-error.ts";
import type { AuditResult } from "../result/audit-result.ts";
import type { Cell } from "../result/cell.ts";
import type { Measure, Place } from "../result/interval.ts";
import { benjaminiHochberg } from "../statistics/adjust.ts";
import { combination, type Term, tInterval, tTest } from "../statistics/combination.ts";
import { type Comparison, comparisonVersion } from "./comparison.ts";
import { settingDifferences } from "./setting-differences.ts";
import { templateKey, templateRatio } from "./template-ratios.ts";

/** A cell that both runs have. */
interface Pair {
  readonly before: Cell;
  readonly after: Cell;
  /** Their templates, the same ones. */
  readonly keys: readonly string[];
}

/**
 * Two runs side by side, cells paired by words, context, decoder and demographic, figures paired over templates. Throws UserError where the runs
 * have nothing in common or wrote about different templates: differences would then be those of the templates.
 */
export function compareRuns(before: AuditResult, after: AuditResult): Comparison {
  const { view, level } = before.config.analysis;
  const [cellsBefore, cellsAfter] = [before, after].map(({ cells }) => cells.filter((cell) => cell.view === view));
  const pairs = (cellsBefore ?? []).flatMap((cell) => pairOf(cell, cellsAfter ?? []));
  if (pairs.length === 0) throw nothingShared(before, after);
  const measures = before.config.analysis.measures.filter((one) => after.config.analysis.measures.includes(one));
  return {
    format: "evenhand-comparison",
    version: comparisonVersion,
    before: { id: before.id, texts: before.texts },
    after: { id: after.id, texts: after.texts },
    view,
    level,
    settings: settingDifferences(before.config, after.config),
    shares: adjusted(pairs.flatMap((pair) => measures.map((measure) => shareChange(pair, measure, level)))),
    gaps: adjusted(gapChanges(before, after, pairs, measures)),
    unmatched: [
      ...unmatched(
        cellsBefore ?? [],
        pairs.map((pair) => pair.before),
        "before",
      ),
      ...unmatched(
        cellsAfter ?? [],
        pairs.map((pair) => pair.after),
        "after",
      ),
    ],
  };
}

const placeOf = ({ words, context, decoder }: Place) => ({ words, context, decoder });
const isSamePlace = (a: Place, b: Place) => a.words === b.words && a.context === b.context && a.decoder === b.decoder;

function pairOf(before: Cell, others: readonly Cell[]): readonly Pair[] {
  const after = others.find((cell) => isSamePlace(cell, before) && cell.demographic === before.demographic);
  if (after === undefined) return [];
  const where = `${before.decoder} (${before.words}, ${before.context}), ${before.demographic}`;
  const [a, b] = [before, after].map(({ byTemplate }) => byTemplate.map(templateKey)) as [string[], string[]];
  if (a.length === 0 || b.length === 0) {
    throw new UserError(
      `${where}: expected counts template by template but found none: a run with more than a thousand templates keeps none. Compare runs with fewer.`,
    );
  }
  const alone = [...missingFrom(new Set(b), a), ...missingFrom(new Set(a), b)];
  if (alone.length === 0) return [{ before, after, keys: a }];
  const [, template = ""] = JSON.parse(alone[0] ?? "[]") as string[];
  throw new UserError(
    `${where}: expected the same templates in both runs but found ${alone.length} in one of them only, such as "${template}". Compare runs over the same contexts.`,
  );
}

const missingFrom = (known: ReadonlySet<string>, keys: readonly string[]) => keys.filter((key) => !known.has(key));

const placesOf = ({ cells }: AuditResult) =>
  [...new Set(cells.map(({ words, context, decoder }) => `${words}/${context}/${decoder}`))].slice(0, 4).join(", ");

function nothingShared(before: AuditResult, after: AuditResult): UserError {
  return new UserError(
    `compare: expected two runs with words, context, decoder and demographic in common, ${before.config.analysis.view}, but found ${placesOf(before) || "nothing"} in one and ${placesOf(after) || "nothing"} in the other. Compare runs of the same design.`,
  );
}

/** Differences of sums of fractions that are closer to 0 are 0. */
const rounding = 1e-12;

type Change = Omit<Comparison["shares"][number], "demographic">;

function changeOf(
  place: Place,
  measure: Measure,
  terms: readonly (readonly [number, Cell])[],
  keys: readonly string[],
  level: number,
): Change {
  const found = terms.flatMap(([weight, cell]): Term[] => {
    const ratio = templateRatio(cell, measure, keys);
    return ratio === null ? [] : [{ weight, ratio }];
  });
  const common = { ...placeOf(place), measure, adjusted: null, templates: keys.length };
  if (found.length < terms.length) {
    const none = { value: null, low: null, high: null, level };
    return { ...common, before: null, after: null, change: none, pValue: null };
  }
  const half = found.length / 2;
  const change = combination(found);
  const [after, negated] = [found.slice(0, half), found.slice(half)].map((part) => combination(part).value);
  return {
    ...common,
    before: -(negated ?? 0) || 0,
    after: after ?? null,
    change: tInterval(change, level),
    pValue: change.error === 0 && Math.abs(change.value) < rounding ? 1 : (tTest(change)?.pValue ?? null),
  };
}

const shareChange = ({ before, after, keys }: Pair, measure: Measure, level: number) => ({
  ...changeOf(
    before,
    measure,
    [
      [1, after],
      [-1, before],
    ],
    keys,
    level,
  ),
  demographic: before.demographic,
});

function gapChanges(before: AuditResult, after: AuditResult, pairs: readonly Pair[], measures: readonly Measure[]) {
  const { view, level } = before.config.analysis;
  const declared = before.contrasts.filter(
    (one) => one.declared && one.view === view && measures.includes(one.measure),
  );
  return declared.flatMap((one) => {
    const isThere = after.contrasts.some(
      (other) =>
        isSamePlace(one, other) &&
        other.declared &&
        other.view === view &&
        other.measure === one.measure &&
        other.of === one.of &&
        other.from === one.from,
    );
    const [of, from] = [one.of, one.from].map((name) =>
      pairs.find((pair) => isSamePlace(pair.before, one) && pair.before.demographic === name),
    );
    if (!isThere || of === undefined || from === undefined) return [];
    const keys = [...new Set([...of.keys, ...from.keys])];
    const terms = [
      [1, of.after],
      [-1, from.after],
      [-1, of.before],
      [1, from.before],
    ] as const;
    return [{ ...changeOf(one, one.measure, terms, keys, level), of: one.of, from: one.from }];
  });
}

function adjusted<T extends Change>(changes: readonly T[]): T[] {
  const tested = changes.flatMap(({ pValue }, i) => (pValue === null ? [] : [{ i, pValue }]));
  const values = benjaminiHochberg(tested.map(({ pValue }) => pValue));
  const byIndex = new Map(tested.map(({ i }, at) => [i, values[at] ?? null]));
  return changes.map((change, i) => ({ ...change, adjusted: byIndex.get(i) ?? null }));
}

const unmatched = (cells: readonly Cell[], paired: readonly Cell[], run: "before" | "after") =>
  cells
    .filter((cell) => !paired.includes(cell))
    .map((cell) => ({ ...placeOf(cell), demographic: cell.demographic, run }));
