import type { AuditedText } from "../../audit/audited-text.ts";
import type { Collector } from "../../audit/collector.ts";
import { key, uniform } from "../../math/random.ts";
import type { RegardLabel } from "../../regard/regard.ts";
import { visibleStart } from "../../text/visible.ts";

/** One text of the sample table, ready to show: nothing in it is hidden, and it is not long. */
interface SampleText {
  readonly id: string;
  readonly demographic: string;
  readonly unmasked: RegardLabel;
  readonly masked: RegardLabel | null;
  readonly prompt: string;
  /** What follows the prompt. */
  readonly rest: string;
  /** Characters of the whole text, where it was cut. */
  readonly whole: number | null;
}

/** Counterparts: the texts of one template and sample, one for each demographic. */
export interface SampleRow {
  readonly words: string;
  readonly context: string;
  readonly decoder: string;
  readonly template: string;
  readonly sample: number;
  readonly texts: readonly SampleText[];
}

export interface SampleSelection {
  readonly rows: readonly SampleRow[];
  /** Of the whole audit. */
  readonly texts: number;
}

interface Held {
  readonly row: Omit<SampleRow, "texts">;
  readonly place: string;
  readonly chance: number;
  readonly texts: Map<string, SampleText>;
}

const longestText = 600;

/**
 * Rows of counterparts for the page: at most `most`, as many of each words × context × decoder as there are, chosen by a hash of their place and
 * number, so that neither the order of the texts nor their content matters. Memory: some 2 · `most` rows, whatever the number of texts.
 */
export function sampleSelection(most: number): Collector<SampleSelection> {
  const held = new Map<string, Held>();
  /** Rows of a place with a chance from here on were dropped before; others of the place may still come. */
  const limits = new Map<string, number>();
  let texts = 0;
  const prune = () => {
    const ranked = ranksOf([...held]);
    for (const [name, { place, chance }] of ranked.slice(most)) {
      held.delete(name);
      limits.set(place, Math.min(limits.get(place) ?? 1, chance));
    }
  };
  return {
    add(text) {
      texts += 1;
      const place = JSON.stringify([text.words, text.context, text.decoder]);
      const name = JSON.stringify([place, text.template, text.sample]);
      const chance = uniform(key(0, name));
      if (chance >= (limits.get(place) ?? 1)) return;
      const { words, context, decoder, template, sample } = text;
      const row = held.get(name) ?? {
        row: { words, context, decoder, template, sample },
        place,
        chance,
        texts: new Map(),
      };
      held.set(name, row);
      const before = row.texts.get(text.demographic);
      if (before === undefined || text.id < before.id) row.texts.set(text.demographic, shownText(text));
      if (held.size > 2 * most + 100) prune();
    },
    finish() {
      prune();
      const rows = ranksOf([...held]).map(([, { row, texts }]) => ({
        ...row,
        texts: [...texts.values()].sort(byDemographic),
      }));
      return { rows, texts };
    },
  };
}

/** The first of each place, then the second of each, and so on. */
function ranksOf(rows: readonly (readonly [string, Held])[]): readonly (readonly [string, Held])[] {
  const seen = new Map<string, number>();
  const byChance = [...rows].sort(([a, { chance: x }], [b, { chance: y }]) => x - y || (a < b ? -1 : 1));
  const ranked = byChance.map((row) => {
    const rank = seen.get(row[1].place) ?? 0;
    seen.set(row[1].place, rank + 1);
    return { row, rank };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ row }) => row);
}

const byDemographic = (a: SampleText, b: SampleText) => (a.demographic < b.demographic ? -1 : 1);

function shownText({ id, demographic, prompt, text, regard }: AuditedText): SampleText {
  const start = text.startsWith(prompt) ? prompt : "";
  const most = Math.max(0, longestText - start.length);
  return {
    id,
    demographic,
    unmasked: regard.unmasked.label,
    masked: regard.masked?.label ?? null,
    prompt: visibleStart(start, longestText),
    rest: visibleStart(text.slice(start.length, start.length + most + 1), most),
    whole: text.length > longestText ? text.length : null,
  };
}
