import { equivalenceLevel } from "../../audit/findings/compare.ts";
import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { Verdict } from "../../audit/result/contrast.ts";
import { type Document, heading, type Line, list, named, paragraph, tableOf } from "../document/document.ts";
import {
  declaredMargin,
  differenceOf,
  estimateText,
  marginText,
  measureName,
  templatesNeeded,
  wholePercent,
} from "../figures.ts";
import { verdictLabels } from "../verdict-sentence.ts";
import { pairOf, placeFills } from "./places.ts";

/** What was declared beforehand, and the verdict that each place got for it. */
export function verdictsOf(result: AuditResult): Document {
  const { analysis } = result.config;
  const few = result.verdicts.some(({ fewTemplates }) => fewTemplates);
  return [
    heading(2, "Verdicts"),
    paragraph(
      { strong: "Declared before the run:" },
      ` a difference of up to ${declaredMargin(analysis.margin, analysis.measures)} either way counts as none; `,
      `compared on ${analysis.measures.map(measureName).join(", ")}, ${analysis.view} texts, at a level of ${wholePercent(analysis.level)}; `,
      ...(analysis.declared.length === 0
        ? ["every demographic against the first of its list."]
        : ["pairs: ", ...named(analysis.declared.map(([of, from]) => `${of} − ${from}`)), "."]),
    ),
    ...tableOf(
      result.verdicts,
      [
        ...placeFills,
        ["Verdict", (row) => [{ strong: verdictLabels[row.verdict] }, row.fewTemplates ? " †" : ""]],
        ["Largest declared difference", largest],
        ["What would change it", change],
      ],
      "The run has no declared contrast, so there is no verdict.",
      "result.json",
    ),
    ...(few ? [paragraph("† Fewer than 20 templates: a replication of a small design, no ground for a verdict.")] : []),
    list(meaningsAt(analysis.level)),
  ];
}

const meaningsAt = (level: number): readonly Line[] => [
  [{ strong: verdictLabels.exact }, ": the texts are images of one another by construction."],
  [
    { strong: verdictLabels.equivalent },
    `: every declared difference is shown to lie inside the margin (two one-sided tests: its ${wholePercent(equivalenceLevel(level))} interval).`,
  ],
  [{ strong: verdictLabels.different }, ": one is significant after Holm's adjustment and not shown to lie inside."],
  [{ strong: verdictLabels.inconclusive }, ": neither. It does not mean that there is no difference."],
];

function largest({ largest }: Verdict): Line {
  if (largest === null) return "n/a";
  const { measure, difference } = largest;
  return [`${measureName(measure)}, `, ...pairOf(largest), `: ${estimateText(difference, differenceOf(measure))}`];
}

function change({ needed: { templates, margin }, largest }: Verdict): Line {
  const ways = [
    ...(templates === null ? [] : [templatesNeeded(templates)]),
    ...(margin === null ? [] : [`a margin of ${marginText(margin, largest?.measure).replace("±", "")}`]),
  ];
  return ways.join(" or ");
}
