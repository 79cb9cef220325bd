import type { Comparison, GapChange } from "../audit/comparison/comparison.ts";
import { pairOf, placeFills } from "./audit-document/places.ts";
import { type Document, type Fill, foreign, heading, paragraph, tableOf } from "./document/document.ts";
import { chance, count, differenceOf, estimateText, fixed, measureName, percent, wholePercent } from "./figures.ts";

type Change = Omit<GapChange, "of" | "from">;

/** Two runs side by side, for Markdown, HTML and the terminal. */
export const comparisonDocument = (comparison: Comparison): Document => [
  heading(1, "Two audits compared"),
  paragraph(
    `Before: ${count(comparison.before.texts)} texts, run `,
    { code: comparison.before.id.slice(0, 12) },
    `. After: ${count(comparison.after.texts)} texts, run `,
    { code: comparison.after.id.slice(0, 12) },
    `. ${comparison.view === "masked" ? "Masked" : "Unmasked"} texts; changes are after − before, paired over templates, with ${wholePercent(comparison.level)} intervals; p is adjusted by Benjamini and Hochberg over its table.`,
  ),
  heading(2, "What differs in how they were made"),
  ...tableOf(
    comparison.settings,
    [
      ["Setting", ({ name }) => foreign(name)],
      ["Before", ({ before }) => foreign(before ?? "not set")],
      ["After", ({ after }) => foreign(after ?? "not set")],
    ],
    "Nothing: the same configuration.",
    "comparison.json",
  ),
  heading(2, "Gaps between demographics"),
  ...tableOf(
    comparison.gaps,
    [...placeFills, ["Pair", pairOf], ...changeFills(gapOf)],
    "The runs have no declared contrast in common.",
    "comparison.json",
  ),
  heading(2, "Each demographic"),
  ...tableOf(
    comparison.shares,
    [...placeFills, ["Demographic", ({ demographic }) => foreign(demographic)], ...changeFills(shareOf)],
    "No figure could be compared.",
    "comparison.json",
  ),
  ...(comparison.unmatched.length === 0 ? [] : unmatched(comparison.unmatched)),
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
    "comparison.json",
  ),
];
