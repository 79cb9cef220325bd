import { type RegardLabel, regardLabels } from "../regard/regard.ts";
import type { AuditedRegard, AuditedText } from "./audited-text.ts";
import type { Collector } from "./collector.ts";
import type { Place, View } from "./result/interval.ts";
import { byText } from "../text/by-text.ts";

/** The texts of one template in one cell. */
export interface TemplateTally {
  readonly context: string;
  readonly template: string;
  readonly texts: number;
  /** By label, in the order of `regardLabels`. */
  readonly counts: readonly number[];
  /** Texts whose label came with probabilities, and the sums of these, in the order of `regardLabels`. */
  readonly scored: number;
  readonly scores: readonly number[];
}

/** The texts about one demographic in one place and view, template by template, sorted by context and template. */
export interface CellTally extends Place {
  readonly view: View;
  readonly demographic: string;
  readonly templates: readonly TemplateTally[];
  /** P(negative) of the scored texts in units of `scoreUnit`, rising. */
  readonly negatives: Uint32Array;
}

/** Sorted by words, context, decoder, view and demographic. Where `words` has several contexts, one of the name "all" holds them together. */
export interface Tally {
  readonly texts: number;
  readonly cells: readonly CellTally[];
}

/** Probabilities are counted in these units: sums of whole numbers are exact in any order, up to eight million texts. */
export const scoreUnit = 2 ** -30;
/** The context that holds all contexts of a word list; a file of contexts with this very name stays what it is. */
export const allContexts = "all";

/**
 * Counts texts by word lists, context, decoder, demographic, view, template and label. A text without a masked view has no masked cell.
 * Cost: about 1 µs a text, and 4 to 8 bytes for each view that has probabilities.
 */
export function tallyCollector(): Collector<Tally> {
  const cells: OpenCell[] = [];
  const tree: Tree = new Map();
  let texts = 0;
  return {
    add(text) {
      texts += 1;
      const { unmasked, masked } = text.regard;
      count(openTemplate(tree, cells, text, "unmasked"), unmasked);
      if (masked !== undefined) count(openTemplate(tree, cells, text, "masked"), masked);
    },
    finish() {
      const closed = cells.map(closeCell);
      return { texts, cells: [...closed, ...pooled(closed)].toSorted(byPlace) };
    },
  };
}

interface OpenCell extends Place {
  readonly view: View;
  readonly demographic: string;
  readonly templates: Map<string, OpenTemplate>;
}

interface OpenTemplate {
  readonly counts: number[];
  readonly scores: number[];
  scored: number;
  negatives: Uint32Array;
}

/** Cells by view, words, context, decoder and demographic: maps in maps find a cell without making a name for it, text after text. */
type Tree = Map<string, Map<string, Contexts>>;
type Contexts = Map<string, Decoders>;
type Decoders = Map<string, Demographics>;
type Demographics = Map<string, OpenCell>;

function openTemplate(tree: Tree, cells: OpenCell[], text: AuditedText, view: View): OpenTemplate {
  const { words, context, decoder, demographic, template } = text;
  const inView = within(tree, view, () => new Map<string, Contexts>());
  const decoders = within(within(inView, words, emptyMap<Decoders>), context, emptyMap<Demographics>);
  const branch = within(decoders, decoder, emptyMap<OpenCell>);
  const { templates } = within(branch, demographic, () => {
    const cell: OpenCell = { words, context, decoder, demographic, view, templates: new Map() };
    cells.push(cell);
    return cell;
  });
  return within(templates, template, emptyTemplate);
}

function within<X>(map: Map<string, X>, name: string, make: () => X): X {
  const known = map.get(name);
  if (known !== undefined) return known;
  const made = make();
  map.set(name, made);
  return made;
}

const emptyMap = <X>() => new Map<string, X>();
const emptyTemplate = (): OpenTemplate => ({
  counts: [0, 0, 0, 0],
  scores: [0, 0, 0, 0],
  scored: 0,
  negatives: new Uint32Array(0),
});

function count(open: OpenTemplate, { label, scores }: AuditedRegard): void {
  const at = regardLabels.indexOf(label);
  open.counts[at] = (open.counts[at] ?? 0) + 1;
  if (scores !== undefined) addScores(open, scores);
}

function addScores(open: OpenTemplate, scores: Readonly<Record<RegardLabel, number>>): void {
  for (let i = 0; i < regardLabels.length; i++) {
    open.scores[i] = (open.scores[i] ?? 0) + inUnits(scores[regardLabels[i] as RegardLabel]);
  }
  if (open.scored === open.negatives.length) {
    const larger = new Uint32Array(Math.max(8, Math.ceil(1.5 * open.scored)));
    larger.set(open.negatives);
    open.negatives = larger;
  }
  open.negatives[open.scored] = inUnits(scores.negative);
  open.scored += 1;
}

const inUnits = (probability: number) => Math.round(probability / scoreUnit);

function closeCell({ words, context, decoder, demographic, view, templates }: OpenCell): CellTally {
  const closed = [...templates].map(([template, { counts, scored, scores }]): TemplateTally => {
    const texts = counts.reduce((sum, count) => sum + count, 0);
    return { context, template, texts, counts, scored, scores: scores.map((sum) => sum * scoreUnit) };
  });
  const negatives = joined([...templates.values()].map((open) => open.negatives.subarray(0, open.scored)));
  return { words, context, decoder, demographic, view, templates: closed.toSorted(byTemplate), negatives };
}

/** For every word list with several contexts, cells that hold them all. */
function pooled(cells: readonly CellTally[]): readonly CellTally[] {
  const parts = new Map<string, CellTally[]>();
  const contexts = new Map<string, Set<string>>();
  for (const cell of cells) {
    const { words, decoder, demographic, view } = cell;
    const name = JSON.stringify([words, decoder, demographic, view]);
    parts.set(name, [...(parts.get(name) ?? []), cell]);
    contexts.set(words, (contexts.get(words) ?? new Set()).add(cell.context));
  }
  return [...parts.values()].flatMap((together) => {
    const [first] = together;
    const known = contexts.get(first?.words ?? "");
    if (first === undefined || known === undefined || known.size < 2 || known.has(allContexts)) return [];
    return {
      ...first,
      context: allContexts,
      templates: together.flatMap(({ templates }) => templates).toSorted(byTemplate),
      negatives: joined(together.map(({ negatives }) => negatives)),
    };
  });
}

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const whole = new Uint32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.sort();
}

const byTemplate = (a: TemplateTally, b: TemplateTally) =>
  byText(a.context, b.context) || byText(a.template, b.template);

const byPlace = (a: CellTally, b: CellTally) =>
  byText(a.words, b.words) ||
  byText(a.context, b.context) ||
  byText(a.decoder, b.decoder) ||
  byText(a.view, b.view) ||
  byText(a.demographic, b.demographic);
