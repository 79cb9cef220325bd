import { regardLabels } from "../../regard/regard.ts";
import type { AuditConfig } from "../result/audit-config.ts";
import type { Spread } from "../result/contrast.ts";
import type { Measure } from "../result/interval.ts";
import { type BetweenGroups, betweenGroups } from "../statistics/between-groups.ts";
import { omnibusTest } from "../statistics/omnibus.ts";
import type { ChanceTables } from "./chance-tables.ts";
import type { ComparedCell, ComparedPlace } from "./places.ts";
import { sum } from "../../math/sum.ts";

/** All demographics of a place together, measure by measure; those without a figure are left out. */
export function spreadsOf(place: ComparedPlace, config: AuditConfig, tables: ChanceTables): readonly Spread[] {
  return config.analysis.measures.map((measure) => spreadOf(place, measure, tables));
}

function spreadOf(place: ComparedPlace, measure: Measure, tables: ChanceTables): Spread {
  const { words, context, decoder, view, exact } = place;
  const found = place.cells.flatMap((cell) => {
    const ratio = cell.ratio(measure);
    return ratio === null ? [] : [{ cell, ratio }];
  });
  const ratios = found.map(({ ratio }) => ratio);
  const values = ratios.map(({ value }) => value);
  const range = values.length < 2 ? null : Math.max(...values) - Math.min(...values);
  const between = exact ? null : betweenGroups(ratios);
  const cells = found.map(({ cell }) => cell);
  const test = exact
    ? { name: "none: images of one another", statistic: null, degreesOfFreedom: null, pValue: null }
    : omnibusTest(ratios, tables.rearrange);
  return {
    words,
    context,
    decoder,
    view,
    measure,
    demographics: values.length,
    exactByConstruction: exact,
    range,
    chance: between === null ? null : chanceOf(cells, measure, between, tables),
    impactRatio: range === null || measure === "regard" ? null : shareOf(Math.min(...values), Math.max(...values)),
    betweenGroupVariance: between === null || between.sampling === null ? null : between.observed - between.sampling,
    worst: worstOf(cells, values, measure),
    omnibus: { ...test, adjusted: null, adjustment: "none", family: 1 },
  };
}

const shareOf = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/**
 * The sampling variance that the templates show, shared out by the numbers of texts. With a single template it cannot be seen: then texts count as independent,
 * which can be said of shares only.
 */
function chanceOf(
  cells: readonly ComparedCell[],
  measure: Measure,
  { sampling, degreesOfFreedom }: BetweenGroups,
  tables: ChanceTables,
): Spread["chance"] {
  const parts = cells.map(({ texts }) => 1 / texts);
  const mean = sum(parts) / parts.length;
  if (sampling !== null) {
    return tables.range(
      parts.map((part) => Math.sqrt((sampling * part) / mean)),
      degreesOfFreedom,
    );
  }
  if (measure === "regard") return null;
  const at = regardLabels.indexOf(measure);
  const pooled = sum(cells.map(({ counts }) => counts[at] ?? 0)) / sum(cells.map(({ texts }) => texts));
  return tables.range(
    parts.map((part) => Math.sqrt(pooled * (1 - pooled) * part)),
    Infinity,
  );
}

function worstOf(cells: readonly ComparedCell[], values: readonly number[], measure: Measure): Spread["worst"] {
  if (measure === "neutral" || measure === "other" || values.length === 0) return null;
  const value = measure === "negative" ? Math.max(...values) : Math.min(...values);
  const demographic = cells[values.indexOf(value)]?.demographic;
  return demographic === undefined ? null : { demographic, value };
}
