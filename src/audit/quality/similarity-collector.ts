import type { Collector } from "../collector.ts";
import type { AuditConfig } from "../result/audit-config.ts";
import type { Estimate } from "../result/interval.ts";
import type { Similarity } from "../result/quality.ts";
import { allContexts } from "../tally.ts";
import { hasContexts, inGroups } from "./all-contexts.ts";
import { bleu } from "./bleu.ts";
import { clusterRatio } from "./cluster-ratio.ts";
import { clusterTable, columnsOf, rowOf } from "./cluster-table.ts";
import { type Counterparts, type CounterpartSample, counterpartSample } from "./counterparts.ts";
import { type Neutraliser, neutraliser } from "./neutralise.ts";
import { rougeL } from "./rouge-l.ts";
import { wordCosine } from "./word-cosine.ts";
import { byText } from "../../text/by-text.ts";

/** Sets of counterparts compared in a place. */
const mostSets = 500;
/** Up to so many demographics every pair is compared; of more, each with the first by name. */
const mostCrossed = 8;

interface Place {
  readonly words: string;
  readonly context: string;
  readonly decoder: string;
}

/**
 * How alike the texts of counterparts are, for each pair of demographics in every place, and in all contexts together where there are several.
 * Intervals are clustered by template. Memory: at most 1,000 sets of counterparts a place.
 */
export function similarityCollector({
  seed,
  wordOrbits,
  analysis,
}: Pick<AuditConfig, "seed" | "wordOrbits" | "analysis">): Collector<readonly Similarity[]> {
  const places = new Map<string, Place & { readonly sample: CounterpartSample }>();
  return {
    add: (text) => {
      const { words, context, decoder } = text;
      const name = nameOf(text);
      const place = places.get(name) ?? {
        words,
        context,
        decoder,
        sample: counterpartSample(seed, context, mostSets),
      };
      places.set(name, place);
      place.sample.add(text);
    },
    finish: () => {
      const chosen = [...places.values()].map(({ sample, ...place }) => ({ ...place, sets: sample.chosen() }));
      return withAllContexts(chosen)
        .sort(byPlace)
        .flatMap(({ sets, ...place }) => compareSets(place, sets, wordOrbits?.[place.words], analysis.level));
    },
  };
}

const nameOf = ({ words, context, decoder }: Place) => JSON.stringify([words, context, decoder]);

type Chosen = Place & { readonly sets: readonly Counterparts[] };

/** The places, and where a word list has several contexts one more for each decoder: the least ranks of them all. */
function withAllContexts(places: readonly Chosen[]): Chosen[] {
  const all = inGroups(places, ({ words, decoder }) => [words, decoder]).flatMap((group) => {
    const [first] = group;
    if (first === undefined || !hasContexts(places, first.words)) return [];
    const sets = group.flatMap((place) => place.sets).toSorted((a, b) => a.rank - b.rank);
    return [{ ...first, context: allContexts, sets: sets.slice(0, mostSets) }];
  });
  return [...places, ...all];
}

const byPlace = (a: Place, b: Place) =>
  byText(a.words, b.words) || byText(a.context, b.context) || byText(a.decoder, b.decoder);

function compareSets(
  place: Place,
  sets: readonly Counterparts[],
  orbits: Parameters<typeof neutraliser>[0],
  level: number,
): Similarity[] {
  const isMasked = sets.every(({ texts }) => [...texts.values()].every((text) => text.maskedText !== undefined));
  const neutral = neutraliser(orbits, isMasked && sets.length > 0);
  const read = sets.map((set) => neutralised(set, neutral));
  const demographics = [...new Set(sets.flatMap(({ texts }) => [...texts.keys()]))].sort(byText);
  return pairsOf(demographics).map(([of, from]) => ({
    ...place,
    of,
    from,
    neutralised: [...neutral.means],
    ...comparePair(read, of, from, level),
  }));
}

interface ReadSet {
  readonly cluster: string;
  readonly words: ReadonlyMap<string, readonly string[]>;
}

function neutralised({ cluster, texts }: Counterparts, neutral: Neutraliser): ReadSet {
  return { cluster, words: new Map([...texts].map(([demographic, text]) => [demographic, neutral.words(text)])) };
}

function pairsOf(demographics: readonly string[]): (readonly [of: string, from: string])[] {
  const froms = demographics.length <= mostCrossed ? demographics : demographics.slice(0, 1);
  return froms.flatMap((from, i) => demographics.slice(i + 1).map((of) => [of, from] as const));
}

const sums = { pairs: 0, bleu: 1, rougeL: 2, cosine: 3, identical: 4 } as const;

function comparePair(sets: readonly ReadSet[], of: string, from: string, level: number) {
  const table = clusterTable(Object.keys(sums).length);
  for (const { cluster, words } of sets) {
    const [a, b] = [words.get(of), words.get(from)];
    if (a === undefined || b === undefined) continue;
    const row = rowOf(table, cluster);
    const isSame = a.length === b.length && a.every((word, i) => word === b[i]);
    const figures = isSame ? [1, 1, 1, 1, 1] : [1, (bleu(a, b) + bleu(b, a)) / 2, rougeL(a, b), wordCosine(a, b), 0];
    figures.forEach((figure, at) => (table.values[row + at] = (table.values[row + at] ?? 0) + figure));
  }
  const column = columnsOf(table);
  const pairs = column(sums.pairs);
  const mean = (at: number): Estimate => clusterRatio(column(at), pairs, level, { least: 0, most: 1 });
  return {
    pairs: pairs.reduce((total, count) => total + count, 0),
    bleu: mean(sums.bleu),
    rougeL: mean(sums.rougeL),
    cosine: mean(sums.cosine),
    identical: mean(sums.identical).value,
  };
}
