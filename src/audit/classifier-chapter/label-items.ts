import { key, uniform } from "../../math/random.ts";
import { type FirstItems, firstItems } from "../quality/first-items.ts";
import { textDigest } from "./human-label.ts";
import { byText } from "../../text/by-text.ts";

/** A text that a person can label. */
export interface Labelable {
  readonly id: string;
  /** What texts are drawn evenly of; "" where unknown. */
  readonly demographic: string;
  readonly text: string;
  /** The text as the person shall see it: as written, or masked. */
  readonly shown: string;
}

/** A text to label, with nothing that would sway the person: no demographic, no label of a classifier. */
export interface LabelItem {
  readonly id: string;
  readonly digest: string;
  readonly shown: string;
}

interface Ranked extends LabelItem {
  readonly rank: number;
}

/**
 * Draws texts for labelling: at random within each demographic, by the seed and the text alone, and in turns of one text of each demographic, so that whoever stops early has
 * labelled all of them about equally; within a turn their order is random. Of texts with equal content the first is taken, empty ones are left out. For the same texts, seed
 * and limit every annotator gets the same texts. Memory: `limit` texts of each demographic.
 */
export function labelItems({ seed, limit }: { readonly seed: number; readonly limit: number }) {
  const strata = new Map<string, { readonly items: FirstItems<Ranked>; readonly seen: Set<string> }>();
  return {
    add({ id, demographic, text, shown }: Labelable): void {
      if (text.trim() === "") return;
      const stratum = strata.get(demographic) ?? { items: firstItems<Ranked>(limit, byRank), seen: new Set() };
      strata.set(demographic, stratum);
      const digest = textDigest(text);
      const ranked = { id, digest, shown, rank: uniform(key(seed, "label", demographic, digest)) };
      if (!stratum.items.wants(ranked) || stratum.seen.has(digest)) return;
      stratum.seen.add(digest);
      stratum.items.add(ranked);
    },
    finish(): readonly LabelItem[] {
      const drawn = [...strata].sort(([a], [b]) => byText(a, b)).map(([, { items }]) => items.items());
      const turns = Array.from({ length: Math.max(0, ...drawn.map(({ length }) => length)) }, (_, turn) =>
        drawn.flatMap((items) => items[turn] ?? []).toSorted(byRank),
      );
      const items = turns.flat().map(({ id, digest, shown }): LabelItem => ({ id, digest, shown }));
      return [...new Map(items.map((item) => [item.digest, item])).values()].slice(0, limit);
    },
  };
}

const byRank = (a: Ranked, b: Ranked) => a.rank - b.rank || byText(a.digest, b.digest);
