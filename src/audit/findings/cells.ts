import { regardLabels } from "../../regard/regard.ts";
import type { Cell } from "../result/cell.ts";
import type { Estimate } from "../result/interval.ts";
import type { ClusteredRatio } from "../statistics/clustered-ratio.ts";
import { combination, tInterval } from "../statistics/combination.ts";
import { effectiveTexts, intraclassCorrelation } from "../statistics/intraclass.ts";
import { wilson } from "../statistics/wilson.ts";
import { allContexts } from "../tally.ts";
import type { ComparedCell, ComparedPlace } from "./places.ts";

/** More templates than this are not listed one by one. */
const mostTemplates = 1000;

/** The cells of a place as the result has them. */
export function describeCells({ words, context, decoder, view, cells }: ComparedPlace, level: number): readonly Cell[] {
  return cells.map((cell) => {
    const { templates } = cell.tally;
    const sizes = templates.map(({ texts }) => texts);
    const negatives = templates.map(({ counts }) => counts[regardLabels.indexOf("negative")] ?? 0);
    const icc = intraclassCorrelation(negatives, sizes);
    const scored = cell.probabilityRatio();
    return {
      words,
      context,
      decoder,
      view,
      demographic: cell.demographic,
      texts: cell.texts,
      templates: templates.length,
      labels: labelShares(cell, level),
      meanRegard: regardOf(cell.ratio("regard"), level),
      ...(scored !== null && { probabilityRegard: regardOf(scored, level) }),
      icc,
      effectiveTexts: icc === null ? null : effectiveTexts(sizes, icc),
      byTemplate: byTemplate(cell, context === allContexts),
    };
  });
}

function labelShares(cell: ComparedCell, level: number): Cell["labels"] {
  const shares = regardLabels.map((label, i) => {
    const count = cell.counts[i] ?? 0;
    const ratio = cell.ratio(label);
    const independent = wilson(count, cell.texts, level);
    return [
      label,
      { count, share: independent.value, wilson: independent, clustered: clusteredShare(ratio, independent, level) },
    ] as const;
  });
  return Object.fromEntries(shares) as Cell["labels"];
}

function clusteredShare(ratio: ClusteredRatio | null, independent: Estimate, level: number): Estimate {
  if (ratio === null) return independent;
  const single = combination([{ weight: 1, ratio }]);
  return single.error === 0 ? independent : tInterval(single, level, { least: 0, most: 1 });
}

function regardOf(ratio: ClusteredRatio | null, level: number): Estimate {
  if (ratio === null) return { value: null, low: null, high: null, level };
  return tInterval(combination([{ weight: 1, ratio }]), level, { least: -1, most: 1 });
}

function byTemplate({ tally: { templates } }: ComparedCell, hasContexts: boolean): Cell["byTemplate"] {
  if (templates.length > mostTemplates) return [];
  return templates.map(({ context, template, texts, counts }) => {
    const labels = Object.fromEntries(regardLabels.map((label, i) => [label, counts[i] ?? 0])) as Record<
      (typeof regardLabels)[number],
      number
    >;
    return { ...(hasContexts && { context }), template, texts, ...labels };
  });
}
