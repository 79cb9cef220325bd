import type { Comparison, GapChange } from "../audit/comparison/comparison.ts";
import type { Place } from "../audit/result/interval.ts";
import { counted } from "../text/counted.ts";
import { pairOf } from "./audit-document/places.ts";
import { comparisonHead, comparisonSettings, placesOf } from "./comparison-document.ts";
import { type Document, type Fill, heading, inlines, type Line, paragraph, tableOf } from "./document/document.ts";
import { keepsShape } from "./document/terminal.ts";
import { chance, differenceOf, estimateText, measureName } from "./figures.ts";

/** Gaps of a summary, those that changed most. */
const shownGaps = 20;

/** Two runs side by side in one screen, `columns` cells wide: the gaps that changed most, and where the rest is to be had. */
export function comparisonSummary(comparison: Comparison, columns: number): Document {
  const { gaps, shares, unmatched } = comparison;
  const largest = gaps.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, shownGaps);
  const { fills, common } = placesOf(gaps);
  const hasMore = gaps.length > largest.length;
  const rest = [
    ...(hasMore ? [counted(gaps.length - largest.length, "more gap")] : []),
    counted(shares.length, "figure") + " of single demographics",
    ...(unmatched.length > 0 ? [`${counted(unmatched.length, "place")} in one run only`] : []),
  ];
  return [
    ...comparisonHead(comparison),
    ...(gaps.length === 0 ? [] : common),
    ...comparisonSettings(comparison),
    heading(2, hasMore ? `The ${shownGaps} gaps between demographics that changed most` : "Gaps between demographics"),
    ...gapTable(largest, fills, columns),
    paragraph(`Not shown: ${rest.join(", ")}. To have them: --format html,md,json --out FOLDER.`),
  ];
}

/** How far a gap moved, as a part of its scale: that of mean regard is twice as long as that of a share. */
const sizeOf = ({ measure, change: { value } }: GapChange): number =>
  value === null ? -1 : Math.abs(value) / (measure === "regard" ? 2 : 1);

/** The gaps, with as much about each as fits. */
function gapTable(gaps: readonly GapChange[], places: readonly Fill<Place>[], columns: number): Document {
  const where: readonly Fill<GapChange>[] = places.length === 0 ? [] : [["Where", (row) => placeIn(row, places)]];
  const about: readonly Fill<GapChange>[] = [
    ...where,
    ["Pair", pairOf],
    ["Measure", ({ measure }) => measureName(measure)],
  ];
  const tables = figures.map((some) =>
    tableOf(gaps, [...about, ...some], "The runs have no declared contrast in common.", ""),
  );
  return tables.find((blocks) => blocks.every((block) => keepsShape(block, columns))) ?? tables.at(-1) ?? [];
}

/** "gender/respect/equi", without the parts that all rows share. */
const placeIn = (row: Place, places: readonly Fill<Place>[]): Line =>
  places.flatMap(([, part], i) => [...(i === 0 ? [] : ["/"]), ...inlines(part(row))]);

const before: Fill<GapChange> = ["Before#", (row) => differenceOf(row.measure)(row.before)];
const after: Fill<GapChange> = ["After#", (row) => differenceOf(row.measure)(row.after)];
const change: Fill<GapChange> = ["Change#", (row) => differenceOf(row.measure)(row.change.value)];
const interval: Fill<GapChange> = ["Change#", (row) => estimateText(row.change, differenceOf(row.measure))];
const p: Fill<GapChange> = ["p, adjusted#", ({ adjusted }) => chance(adjusted)];

/** What is told about a gap, the fullest first. */
const figures: readonly (readonly Fill<GapChange>[])[] = [
  [before, after, interval, p],
  [after, interval, p],
  [interval, p],
  [after, interval],
  [before, after, change],
  [after, change],
  [change],
];
