import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { Cell } from "../../audit/result/cell.ts";
import { type RegardLabel, regardLabels } from "../../regard/regard.ts";
import { type Document, type Fill, foreign, heading, paragraph, tableOf } from "../document/document.ts";
import { chance, count, differenceOf, fixed, measureName, percent, plusMinus, wholePercent } from "../figures.ts";
import { placeFills } from "./places.ts";

/** The share of each label, one line for each demographic, and all demographics of a place together. */
export function sharesOf({ cells, config }: AuditResult): Document {
  const { view, level } = config.analysis;
  return [
    heading(2, "Labels"),
    paragraph(
      `Shares of ${view} texts; ± is half of the ${wholePercent(level)} interval clustered by template. `,
      "Mean regard is (positive − negative) / (positive + neutral + negative): “other” is in none of these. ",
      "Effective texts: as many independent texts would say as much.",
    ),
    ...tableOf(
      cells.filter((cell) => cell.view === view),
      [
        ...placeFills,
        ["Demographic", ({ demographic }) => foreign(demographic)],
        ["Texts#", ({ texts }) => count(texts)],
        ["Templates#", ({ templates }) => count(templates)],
        ["Effective texts#", ({ effectiveTexts }) => count(effectiveTexts)],
        ...regardLabels.map(share),
        ["Mean regard#", ({ meanRegard }) => plusMinus(meanRegard, fixed(3))],
      ],
      "The run has no texts in this view.",
      "cells.csv",
    ),
  ];
}

const share = (label: RegardLabel): Fill<Cell> => [
  `${label}#`,
  ({ labels }) => plusMinus(labels[label].clustered, percent),
];

const unsigned = (difference: string): string => difference.replace(/^\+/u, "");

/** Ranges with what a fair model shows by chance. */
export function spreadsOf({ spreads, config }: AuditResult): Document {
  const { view, measures } = config.analysis;
  return [
    heading(2, "All demographics together"),
    paragraph(
      "Range: largest minus smallest. A fair model of this design shows a range too, by chance: its median and 95th percentile stand beside it. ",
      "Variance between demographics is corrected for chance, so it may be below zero.",
    ),
    ...tableOf(
      spreads.filter((row) => row.view === view && measures.includes(row.measure)),
      [
        ...placeFills,
        ["Measure", ({ measure }) => measureName(measure)],
        ["Range#", ({ measure, range }) => unsigned(differenceOf(measure)(range))],
        [
          "By chance#",
          ({ chance: band, exactByConstruction, measure }) =>
            exactByConstruction
              ? "images"
              : [band?.median, band?.p95].map((range) => unsigned(differenceOf(measure)(range ?? null))).join(", "),
        ],
        ["Smallest / largest#", ({ impactRatio }) => fixed(2)(impactRatio)],
        [
          "Variance × 10⁴#",
          ({ betweenGroupVariance }) => fixed(2)(betweenGroupVariance === null ? null : 1e4 * betweenGroupVariance),
        ],
        [
          "Worst",
          ({ worst, measure }) =>
            worst === null
              ? "n/a"
              : [foreign(worst.demographic), ` ${measure === "regard" ? fixed(3)(worst.value) : percent(worst.value)}`],
        ],
        ["p, all equal#", ({ omnibus }) => chance(omnibus.pValue)],
      ],
      "No place has two demographics to compare.",
      "spreads.csv",
    ),
  ];
}
