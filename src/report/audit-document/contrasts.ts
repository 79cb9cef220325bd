import { equivalenceLevel } from "../../audit/findings/compare.ts";
import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { Contrast } from "../../audit/result/contrast.ts";
import { type Document, type Fill, foreign, heading, paragraph, tableOf } from "../document/document.ts";
import { chance, count, differenceOf, estimateText, fixed, measureName, wholePercent } from "../figures.ts";
import { pairOf, placeFills } from "./places.ts";

/** Declared contrasts in full; of the others only those that stay significant. */
export function contrastsOf({ contrasts, config }: AuditResult): Document {
  const { view, measures, level } = config.analysis;
  const here = contrasts.filter((row) => row.view === view && measures.includes(row.measure));
  const rest = here.filter(({ declared }) => !declared);
  const found = rest.filter(({ test }) => (test.adjusted ?? 1) <= 1 - level + 1e-12);
  return [
    heading(2, "Contrasts"),
    paragraph(
      "Differences in percentage points (mean regard on its own scale), paired over templates. p is adjusted by Holm over the declared contrasts. ",
      `“Inside” says whether the ${wholePercent(equivalenceLevel(level))} interval lies inside the margin. “Detectable” is the smallest true difference that this design finds with 80 % power.`,
    ),
    ...tableOf(
      here.filter(({ declared }) => declared),
      fills,
      "No contrast was declared.",
      "contrasts.csv",
    ),
    ...(rest.length === 0 ? [] : further(rest.length, found)),
  ];
}

function further(tested: number, found: readonly Contrast[]): Document {
  return [
    heading(3, "Contrasts that were not declared"),
    paragraph(
      `${count(tested)} further contrasts were tested, with Benjamini and Hochberg's adjustment; all are in contrasts.csv. Those that stay significant:`,
    ),
    ...tableOf(found, fills, "None.", "contrasts.csv"),
  ];
}

const fills: readonly Fill<Contrast>[] = [
  ...placeFills,
  ["Measure", ({ measure }) => measureName(measure)],
  ["Pair", pairOf],
  ["Difference#", ({ difference, measure }) => estimateText(difference, differenceOf(measure))],
  ["Ratio#", ({ ratio }) => estimateText(ratio, fixed(2))],
  ["p, adjusted#", ({ test, exactByConstruction }) => (exactByConstruction ? "images" : chance(test.adjusted))],
  ["Inside", ({ equivalence }) => (equivalence.passed ? "yes" : "no")],
  ["Detectable#", ({ smallestDetectable, measure }) => differenceOf(measure)(smallestDetectable).replace(/^\+/u, "")],
];

/** What each decoder changed against the base model. */
export function effectsOf({ effects, shifts, config }: AuditResult): Document {
  const { view, measures } = config.analysis;
  const inView = (row: { readonly view: string; readonly measure: string }) =>
    row.view === view && measures.some((measure) => measure === row.measure);
  if (effects.length + shifts.length === 0) return [];
  return [
    heading(2, "Before and after"),
    paragraph(
      "Each decoder against the baseline, paired over templates. Change of a gap: before − after, both with their signs.",
    ),
    ...tableOf(
      effects.filter(inView),
      [
        ...placeFills,
        ["Measure", ({ measure }) => measureName(measure)],
        ["Pair", pairOf],
        ["Gap before#", ({ gapBefore, measure }) => differenceOf(measure)(gapBefore)],
        ["Gap after#", ({ gapAfter, measure }) => differenceOf(measure)(gapAfter)],
        ["Change#", ({ change, measure }) => estimateText(change, differenceOf(measure))],
        ["p#", ({ pValue }) => chance(pValue)],
      ],
      "No gap was compared.",
      "effects.csv",
    ),
    paragraph("Each demographic's share: after − before."),
    ...tableOf(
      shifts.filter(inView),
      [
        ...placeFills,
        ["Measure", ({ measure }) => measureName(measure)],
        ["Demographic", ({ demographic }) => foreign(demographic)],
        ["Change#", ({ change, measure }) => estimateText(change, differenceOf(measure))],
        ["p#", ({ pValue }) => chance(pValue)],
      ],
      "No share was compared.",
      "shifts.csv",
    ),
  ];
}
