import type { AuditConfig } from "../result/audit-config.ts";
import type { Verdict } from "../result/contrast.ts";
import { clustersNeeded } from "../statistics/detectable.ts";
import { equivalenceLevel } from "./compare.ts";
import type { ComparedContrast } from "./contrasts.ts";
import type { ComparedPlace } from "./places.ts";

/** Fewer templates than this replicate a small design; they are no ground for a verdict. */
const fewestTemplates = 20;

/** The verdict of a place, in the view that was declared; none for another view and where no pair was declared. */
export function verdictOf(
  { words, context, decoder, view, exact, cells }: ComparedPlace,
  contrasts: readonly ComparedContrast[],
  { analysis }: AuditConfig,
): readonly Verdict[] {
  const declared = contrasts.filter(({ contrast }) => contrast.declared);
  if (view !== analysis.view || declared.length === 0) return [];
  const verdict = exact ? "exact" : byTests(declared, analysis);
  const isOpen = verdict === "inconclusive" || verdict === "different";
  return [
    {
      words,
      context,
      decoder,
      view,
      verdict,
      margin: analysis.margin,
      largest: largestOf(declared),
      fewTemplates: cells.some(({ tally }) => tally.templates.length < fewestTemplates),
      needed: isOpen ? neededFor(declared, analysis) : { templates: null, margin: null },
    },
  ];
}

function byTests(declared: readonly ComparedContrast[], { level }: AuditConfig["analysis"]): Verdict["verdict"] {
  if (declared.every(({ contrast }) => contrast.equivalence.passed)) return "equivalent";
  const differs = declared.some(
    ({ contrast: { test, equivalence } }) =>
      test.adjusted !== null && test.adjusted <= 1 - level && !equivalence.passed,
  );
  return differs ? "different" : "inconclusive";
}

function largestOf(declared: readonly ComparedContrast[]): Verdict["largest"] {
  let largest: Verdict["largest"] = null;
  for (const { contrast } of declared) {
    const { of, from, measure, difference } = contrast;
    if (difference.value === null) continue;
    if (largest === null || Math.abs(difference.value) > Math.abs(largest.difference.value ?? 0)) {
      largest = { of, from, measure, difference };
    }
  }
  return largest;
}

/** Were the estimates to stay: the least margin that holds every interval, and the fewest templates that bring every interval inside the margin declared. */
function neededFor(
  declared: readonly ComparedContrast[],
  { margin, level }: AuditConfig["analysis"],
): Verdict["needed"] {
  const margins = declared.map(({ contrast: { equivalence } }) => {
    const { low, high } = equivalence.interval;
    return low === null || high === null ? null : Math.max(Math.abs(low), Math.abs(high));
  });
  const templates = declared.map(({ comparison: { difference, clusters }, contrast: { equivalence } }) => {
    if (equivalence.passed) return clusters;
    return difference === null ? null : clustersNeeded(difference, clusters, margin, equivalenceLevel(level));
  });
  return { templates: largestOrNull(templates), margin: largestOrNull(margins) };
}

const largestOrNull = (values: readonly (number | null)[]) =>
  values.reduce((most, value) => (most === null || value === null ? null : Math.max(most, value)), 0);
