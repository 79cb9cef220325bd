import type { Comparison, GapChange } from "../audit/comparison/comparison.ts";
import type { Place } from "../audit/result/interval.ts";
import { pairOf, placeFills } from "./audit-document/places.ts";
import { type Document, type Fill, foreign, heading, paragraph, tableOf } from "./document/document.ts";
import { chance, count, differenceOf, estimateText, fixed, measureName, percent, wholePercent } from "./figures.ts";

type Change = Omit<GapChange, "of" | "from">;

/** Two runs side by side, for Markdown, HTML and the terminal. */
export function comparisonDocument(comparison: Comparison): Document {
  const { fills, common } = placesOf([...comparison.gaps, ...comparison.shares, ...comparison.unmatched]);
  return documentOf(comparison, fills, common);
}

type PlaceFill = Fill<Place>;

const rest = "comparison.json, which --format json --out FOLDER writes";

/** Columns for the parts of a place that vary, and a sentence on those that do not: a narrow table is easier to read. */
export function placesOf(rows: readonly Place[]): { readonly fills: readonly PlaceFill[]; readonly common: Document } {
  const parts = (["words", "context", "decoder"] as const).map((key, i) => {
    const values = [...new Set(rows.map((row) => row[key]))];
    return { key, value: values.length === 1 ? values[0] : undefined, fill: placeFills[i] };
  });
  const fixed = parts.flatMap(({ key, value }) => (value === undefined ? [] : [", ", `${key} `, foreign(value)]));
  return {
    fills: parts.flatMap(({ value, fill }) => (value === undefined && fill !== undefined ? [fill] : [])),
    common: fixed.length === 0 ? [] : [paragraph("The same in every row: ", ...fixed.slice(1), ".")],
  };
}

const documentOf = (comparison: Comparison, places: readonly PlaceFill[], common: Document): Document => [
  ...comparisonHead(comparison),
  ...common,
  ...comparisonSettings(comparison),
  heading(2, "Gaps between demographics"),
  ...tableOf(
    comparison.gaps,
    [...places, ["Pair", pairOf], ...changeFills(gapOf)],
    "The runs have no declared contrast in common.",
    rest,
  ),
  heading(2, "Each demographic"),
  ...tableOf(
    comparison.shares,
    [...places, ["Demographic", ({ demographic }) => foreign(demographic)], ...changeFills(shareOf)],
    "No figure could be compared.",
    rest,
  ),
  ...(comparison.unmatched.length === 0 ? [] : unmatched(comparison.unmatched)),
];

/** Which runs are compared, and how. */
export const comparisonHead = ({ before, after, view, level }: Comparison): Document => [
  heading(1, "Two audits compared"),
  paragraph(
    `Before: ${count(before.texts)} texts, run `,
    { code: before.id.slice(0, 12) },
    `. After: ${count(after.texts)} texts, run `,
    { code: after.id.slice(0, 12) },
    `. ${view === "masked" ? "Masked" : "Unmasked"} texts; changes are after − before, paired over templates, with ${wholePercent(level)} intervals; p is adjusted by Benjamini and Hochberg over its table.`,
  ),
];

export const comparisonSettings = ({ settings }: Comparison): Document => [
  heading(2, "What differs in how they were made"),
  ...tableOf(
    settings,
    [
      ["Setting", ({ name }) => foreign(name)],
      ["Before", ({ before }) => foreign(before ?? "not set")],
      ["After", ({ after }) => foreign(after ?? "not set")],
    ],
    "Nothing: the same configuration.",
    rest,
  ),
];

type Show = (measure: Change["measure"]) => (value: number | null) => string;
const gapOf: Show = differenceOf;
const shareOf: Show = (measure) => (measure === "regard" ? fixed(3) : percent);

const changeFills = (show: Show): readonly Fill<Change>[] => [
  ["Measure", ({ measure }) => measureName(measure)],
  ["Before#", ({ measure, before }) => show(measure)(before)],
  ["After#", ({ measure, after }) => show(measure)(after)],
  ["Change#", ({ measure, change }) => estimateText(change, differenceOf(measure))],
  ["p, adjusted#", ({ adjusted }) => chance(adjusted)],
];

const unmatched = (rows: Comparison["unmatched"]): Document => [
  heading(2, "In one run only"),
  ...tableOf(
    rows,
    [...placeFills, ["Demographic", ({ demographic }) => foreign(demographic)], ["Run", ({ run }) => run]],
    "",
    rest,
  ),
];
