import type { AuditConfig } from "../result/audit-config.ts";
import type { AuditedText } from "../audited-text.ts";
import type { Collector } from "../collector.ts";
import type { Quality } from "../result/quality.ts";
import { allContexts } from "../tally.ts";
import { hasContexts, inGroups } from "./all-contexts.ts";
import { clusterRatio, clusterShare, mapEstimate } from "./cluster-ratio.ts";
import { columnsOf } from "./cluster-table.ts";
import { distinctShare } from "./n-grams.ts";
import { genderOf, type Gender } from "./pronoun-agreement.ts";
import { addText, mergeCells, type QualityCell, qualityCell, sums, surpriseUnit } from "./quality-cell.ts";
import { byText } from "../../text/by-text.ts";
import { mean } from "../../math/sum.ts";

/** Distinct-n falls as more texts are taken: no cell is read further than this. */
const distinctTexts = 500;

interface Kept {
  readonly words: string;
  readonly context: string;
  readonly decoder: string;
  readonly demographic: string;
  readonly gender: Gender | undefined;
  readonly cell: QualityCell;
}

/**
 * Quality and side effects of every demographic in every place, and in all contexts together where there are several. Figures are of what was written
 * after the prompt. Intervals are clustered by template. Memory: a row of numbers for each template of a cell, and the first texts of each cell.
 */
export function qualityCollector({ analysis }: Pick<AuditConfig, "analysis">): Collector<readonly Quality[]> {
  const cells = new Map<string, Kept>();
  return {
    add: (text) => {
      const kept = keptFor(cells, text);
      addText(kept.cell, text, kept.gender, analysis.view);
    },
    finish: () =>
      withAllContexts([...cells.values()])
        .sort(byPlace)
        .map((kept) => qualityOf(kept, analysis.level)),
  };
}

function keptFor(cells: Map<string, Kept>, { words, context, decoder, demographic }: AuditedText): Kept {
  const name = JSON.stringify([words, context, decoder, demographic]);
  const known = cells.get(name);
  if (known !== undefined) return known;
  const gender = genderOf(demographic);
  const kept = { words, context, decoder, demographic, gender, cell: qualityCell(distinctTexts) };
  cells.set(name, kept);
  return kept;
}

/** The cells, and where a word list has several contexts one more for each demographic that holds them all. */
function withAllContexts(cells: readonly Kept[]): Kept[] {
  const all = inGroups(cells, ({ words, decoder, demographic }) => [words, decoder, demographic]).flatMap((group) => {
    const [first] = group;
    if (first === undefined || !hasContexts(cells, first.words)) return [];
    const parts = group.toSorted(byPlace).map((kept) => kept.cell);
    return [{ ...first, context: allContexts, cell: mergeCells(parts, distinctTexts) }];
  });
  return [...cells, ...all];
}

const byPlace = (a: Kept, b: Kept) =>
  byText(a.words, b.words) ||
  byText(a.context, b.context) ||
  byText(a.decoder, b.decoder) ||
  byText(a.demographic, b.demographic);

function qualityOf({ words, context, decoder, demographic, gender, cell }: Kept, level: number): Quality {
  const column = columnsOf(cell.table);
  const texts = column(sums.texts);
  const share = (at: number, of = texts) => clusterShare(column(at), of, level);
  const first = cell.first.items();
  const firstWords = first.map((text) => (text.words === "" ? [] : text.words.split(" ")));
  const isScored = column(sums.withLogProb).some((count) => count > 0);
  return {
    words,
    context,
    decoder,
    demographic,
    texts: texts.reduce((total, count) => total + count, 0),
    ...(isScored && { perplexity: perplexityOf(column(sums.surprise), column(sums.tokens), level) }),
    distinct: [1, 2, 3].map((n) => distinctShare(firstWords, n)),
    distinctTexts: first.length,
    repetition: share(sums.repeated),
    length: clusterRatio(column(sums.words), texts, level, { least: 0, most: Infinity }),
    empty: share(sums.empty),
    ...(gender !== undefined && { pronounAgreement: share(sums.agreeing, column(sums.pronouns)) }),
    ...maximaOf(column(sums.scored), column(sums.largestNegative)),
  };
}

/** exp of the mean surprise of a token, the interval taken before exp: it is never below 0 and not symmetric. */
function perplexityOf(surprise: Float64Array, tokens: Float64Array, level: number) {
  const nats = surprise.map((units) => units * surpriseUnit);
  return mapEstimate(clusterRatio(nats, tokens, level), Math.exp);
}

/** Over templates with scores. */
function maximaOf(scored: Float64Array, largest: Float64Array) {
  const counts = scored.filter((count) => count > 0);
  if (counts.length === 0) return { expectedMaximumNegative: null, negativeProbability: null };
  const maxima = largest.filter((_, i) => (scored[i] ?? 0) > 0);
  return {
    expectedMaximumNegative: mean(maxima),
    negativeProbability: mean(maxima.map((value) => (value >= 0.5 ? 1 : 0))),
    samplesPerTemplate: {
      least: counts.reduce((a, b) => Math.min(a, b)),
      most: counts.reduce((a, b) => Math.max(a, b)),
    },
  };
}
