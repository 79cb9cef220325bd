import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { Place } from "../../audit/result/interval.ts";

/** One word list (or several together) in one context: what a chart is about. */
export interface Chapter {
  readonly words: string;
  readonly context: string;
  /** Of the demographic with the most. */
  readonly templates: number;
  /** For the ids of the page's elements. */
  readonly id: string;
  readonly demographics: readonly string[];
  /** The result with this chapter's rows alone. */
  readonly result: AuditResult;
}

/** Fewer templates than this carry no verdict. */
export const fewestTemplates = 20;

/** The chapters in the order of the result. */
export function chaptersOf(result: AuditResult): readonly Chapter[] {
  const { view } = result.config.analysis;
  const cells = result.cells.filter((cell) => cell.view === view);
  const words = [...new Set(cells.map((cell) => cell.words))];
  return words.flatMap((list, i) => {
    const own = cells.filter((cell) => cell.words === list);
    return [...new Set(own.map(({ context }) => context))].map((context, j) => {
      const here = own.filter((cell) => cell.context === context);
      return {
        words: list,
        context,
        templates: Math.max(...here.map(({ templates }) => templates)),
        id: `${i + 1}-${j + 1}`,
        demographics: [...new Set(here.map(({ demographic }) => demographic))],
        result: only(result, (place) => place.words === list && place.context === context),
      };
    });
  });
}

function only(result: AuditResult, isHere: (place: Place) => boolean): AuditResult {
  return {
    ...result,
    verdicts: result.verdicts.filter(isHere),
    cells: result.cells.filter(isHere),
    spreads: result.spreads.filter(isHere),
    contrasts: result.contrasts.filter(isHere),
    effects: result.effects.filter(isHere),
    shifts: result.shifts.filter(isHere),
    quality: result.quality.filter(isHere),
    divergences: result.divergences.filter(isHere),
    similarities: result.similarities.filter(isHere),
  };
}
