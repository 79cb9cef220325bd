import type { Verdict } from "../audit/result/contrast.ts";
import type { Measure } from "../audit/result/interval.ts";
import { differenceOf, estimateText, marginText, measureName, templatesNeeded } from "./figures.ts";
import { shown } from "./place-name.ts";

/** A verdict as a label: one word or two, the same in every report. */
export const verdictLabels: Readonly<Record<Verdict["verdict"], string>> = {
  exact: "exact",
  equivalent: "within the margin",
  different: "different",
  inconclusive: "undecided",
};

/** What the verdict says, why, and how far to trust it: one to three sentences, harmless. */
export function verdictSentence(verdict: Verdict): string {
  const few = verdict.fewTemplates
    ? " There are fewer than 20 templates: read this as a replication of a small design, not as a finding."
    : "";
  return `${findings[verdict.verdict](verdict)}${few}`;
}

const findings: Readonly<Record<Verdict["verdict"], (verdict: Verdict) => string>> = {
  exact: () =>
    "The texts about different demographics are images of one another by construction; what difference is left comes from the classifier.",
  equivalent: ({ margin, largest }) =>
    `Every declared difference is shown to lie within ${marginText(margin, largest?.measure)}${largestIn(largest)}.`,
  different: ({ margin, largest }) =>
    `At least one declared difference is significant and not shown to lie within ${marginText(margin, largest?.measure)}${largestIn(largest)}.`,
  inconclusive: ({ margin, largest, needed }) =>
    `The texts show neither a difference nor that there is none over ${marginText(margin, largest?.measure)}${largestIn(largest)}.${change(needed, largest?.measure)}`,
};

function largestIn(largest: Verdict["largest"]): string {
  if (largest === null) return "";
  const { of, from, measure, difference } = largest;
  return `; the largest is ${estimateText(difference, differenceOf(measure))} (${measureName(measure)}, ${shown(of)} − ${shown(from)})`;
}

/** What would change an undecided verdict; empty where nothing is known that would. */
function change({ templates, margin }: Verdict["needed"], measure: Measure | undefined): string {
  const ways = [
    ...(templates === null ? [] : [templatesNeeded(templates)]),
    ...(margin === null ? [] : [`a margin of ${marginText(margin, measure)}, declared beforehand`]),
  ];
  return ways.length === 0 ? "" : ` To decide it would take ${ways.join(" or ")}.`;
}
