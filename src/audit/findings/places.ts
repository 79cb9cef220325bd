import { regardLabels } from "../../regard/regard.ts";
import type { AuditConfig } from "../result/audit-config.ts";
import type { Measure, Place, View } from "../result/interval.ts";
import { type ClusteredRatio, clusteredRatio } from "../statistics/clustered-ratio.ts";
import { type CellTally, type TemplateTally } from "../tally.ts";
import { isExact } from "./exact.ts";
import { byText } from "../../text/by-text.ts";

/** The demographics of one place and view, in the order of their list. */
export interface ComparedPlace extends Place {
  readonly view: View;
  readonly cells: readonly ComparedCell[];
  /** The texts are images of one another by construction. */
  readonly exact: boolean;
}

export interface ComparedCell {
  readonly demographic: string;
  readonly tally: CellTally;
  readonly texts: number;
  /** By label, in the order of `regardLabels`. */
  readonly counts: readonly number[];
  /** Templates are numbered alike in all cells of the same words and context, whatever the decoder. Null where the denominator is 0. */
  readonly ratio: (measure: Measure) => ClusteredRatio | null;
  /** Regard by the sums of probabilities; null where some text has none. */
  readonly probabilityRatio: () => ClusteredRatio | null;
}

/** The cells of a tally, place by place, in its order. */
export function comparedPlaces(cells: readonly CellTally[], config: AuditConfig): readonly ComparedPlace[] {
  const numbers = grouped(cells, ({ words, context }) => [words, context]);
  const templates = new Map([...numbers].map(([name, together]) => [name, templateNumbers(together)]));
  const decoded = grouped(cells, ({ words, context, decoder }) => [words, context, decoder]);
  const exact = new Map([...decoded].map(([name, together]) => [name, isExact(config, together)]));
  const places = grouped(cells, ({ words, context, decoder, view }) => [words, context, decoder, view]);
  return [...places.values()].map((together) => {
    const { words, context, decoder, view } = together[0] as CellTally;
    const numbering = templates.get(nameOf([words, context])) ?? new Map<string, number>();
    return {
      words,
      context,
      decoder,
      view,
      cells: inOrder(together, config.analysis.demographics?.[words] ?? []).map((cell) =>
        comparedCell(cell, numbering),
      ),
      exact: exact.get(nameOf([words, context, decoder])) ?? false,
    };
  });
}

function comparedCell(tally: CellTally, numbering: ReadonlyMap<string, number>): ComparedCell {
  const spread = (figure: (template: TemplateTally) => number) => {
    const row = new Float64Array(numbering.size);
    for (const template of tally.templates) row[numbering.get(templateName(template)) ?? 0] = figure(template);
    return row;
  };
  const present = Uint8Array.from(spread(({ texts }) => (texts > 0 ? 1 : 0)));
  const ratios = new Map<Measure, ClusteredRatio | null>();
  return {
    demographic: tally.demographic,
    tally,
    texts: tally.templates.reduce((sum, { texts }) => sum + texts, 0),
    counts: regardLabels.map((_, i) => tally.templates.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0)),
    ratio: (measure) => {
      const known = ratios.get(measure);
      if (known !== undefined) return known;
      const [of, from] = partsOf(measure);
      const ratio = clusteredRatio(spread(of), spread(from), present);
      ratios.set(measure, ratio);
      return ratio;
    },
    probabilityRatio: () => {
      if (tally.templates.some(({ texts, scored }) => scored < texts)) return null;
      const [of, from] = partsOf("regard");
      const bySums = (part: typeof of) => spread((template) => part({ ...template, counts: template.scores }));
      return clusteredRatio(bySums(of), bySums(from), present);
    },
  };
}

/** Numerator and denominator of a measure. "other" is outside both of regard, and only ever counted as itself. */
function partsOf(
  measure: Measure,
): readonly [(template: TemplateTally) => number, (template: TemplateTally) => number] {
  if (measure !== "regard") {
    const at = regardLabels.indexOf(measure);
    return [({ counts }) => counts[at] ?? 0, ({ texts }) => texts];
  }
  const [negative, neutral, positive] = (["negative", "neutral", "positive"] as const).map((label) =>
    regardLabels.indexOf(label),
  ) as [number, number, number];
  return [
    (template) => count(template, positive) - count(template, negative),
    (template) => count(template, negative) + count(template, neutral) + count(template, positive),
  ];
}

const count = ({ counts }: TemplateTally, at: number) => counts[at] ?? 0;

function templateNumbers(cells: readonly CellTally[]): ReadonlyMap<string, number> {
  const names = new Set(cells.flatMap(({ templates }) => templates.map(templateName)));
  return new Map([...names].sort(byText).map((name, i) => [name, i]));
}

const templateName = ({ context, template }: TemplateTally) => nameOf([context, template]);

function grouped(
  cells: readonly CellTally[],
  by: (cell: CellTally) => readonly string[],
): ReadonlyMap<string, readonly CellTally[]> {
  const groups = new Map<string, CellTally[]>();
  for (const cell of cells) {
    const name = nameOf(by(cell));
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [cell]);
    else group.push(cell);
  }
  return groups;
}

const nameOf = (parts: readonly string[]) => JSON.stringify(parts);

/** Those that the order names come first; the rest follow by name, as they stand. */
function inOrder(cells: readonly CellTally[], order: readonly string[]): readonly CellTally[] {
  const rank = ({ demographic }: CellTally) => {
    const at = order.indexOf(demographic);
    return at < 0 ? order.length : at;
  };
  return cells.toSorted((a, b) => rank(a) - rank(b));
}
