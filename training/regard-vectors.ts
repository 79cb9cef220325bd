import type { Passage } from "./regard-corpus.ts";
import { singularVectors, type SparseMatrix } from "./regard-svd.ts";
import { baseForms, type Sense } from "./regard-wordnet.ts";

/** Word vectors of length 1, shape (words, length). */
export interface WordVectors {
  readonly words: readonly string[];
  readonly length: number;
  readonly values: Float32Array;
}

/** What was chosen: how far apart words see each other, how many frequent words count as neighbours, and which of those are too frequent to tell a sense. */
const reach = 4;
const neighbours = 12_000;
const tooFrequent = 120;
const sensesPerWord = 6;
const fieldsOfPeople = new Set(["n18", "n7", "n26"]);

/**
 * Vectors of words from where they stand and from what WordNet says of them: the singular vectors of the positive pointwise mutual information between words and what
 * surrounds them (neighbours within four words; words of their definitions; their senses, more general and near ones). Deterministic. About a minute.
 *
 * @param wanted words to include however rare
 */
export function wordVectors(
  passages: readonly Passage[],
  senses: readonly Sense[],
  wanted: Iterable<string>,
  length: number,
): WordVectors {
  const sensesOf = bySense(senses);
  const frequencies = new Map<string, number>();
  for (const { words } of passages) for (const word of words) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  const words = vocabulary(frequencies, sensesOf, wanted);
  const byFrequency = [...frequencies].sort(([, a], [, b]) => b - a).map(([word]) => word);
  const contexts = new Map(byFrequency.slice(0, neighbours).map((word, i): [string, number] => [word, i]));
  const counts = words.map(() => new Map<number, number>());
  countNeighbours(passages, words, contexts, counts);
  countSenses(words, sensesOf, senses, contexts, new Set(byFrequency.slice(0, tooFrequent)), counts);
  const values = singularVectors(mutualInformation(counts, contexts.size), length, 3, 1);
  for (let row = 0; row < words.length; row++) scaleToOne(values.subarray(row * length, (row + 1) * length));
  return { words, length, values };
}

type SensesOf = ReadonlyMap<string, readonly Sense[]>;

function bySense(senses: readonly Sense[]): SensesOf {
  const found = new Map<string, Sense[]>();
  for (const sense of senses) {
    for (const word of sense.words) {
      const known = found.get(word);
      if (known === undefined) found.set(word, [sense]);
      else known.push(sense);
    }
  }
  return found;
}

/** Words seen four times, or twice and in WordNet, or once as a person or a quality, and those wanted. */
function vocabulary(
  frequencies: ReadonlyMap<string, number>,
  sensesOf: SensesOf,
  wanted: Iterable<string>,
): readonly string[] {
  const kept = [...frequencies].filter(([word, count]) => {
    const senses = sensesOf.get(word) ?? [];
    return count >= 4 || (count >= 2 && senses.length > 0) || senses.some(({ field }) => fieldsOfPeople.has(field));
  });
  return [...new Set([...kept.map(([word]) => word), ...wanted])];
}

type Counts = readonly Map<number, number>[];

function add(counts: Counts, row: number, context: number | undefined, amount: number): void {
  const contexts = counts[row];
  if (contexts !== undefined && context !== undefined) contexts.set(context, (contexts.get(context) ?? 0) + amount);
}

/** Neighbours count 1, ½, ⅓, ¼ by distance. */
function countNeighbours(
  passages: readonly Passage[],
  words: readonly string[],
  contexts: ReadonlyMap<string, number>,
  counts: Counts,
): void {
  const rows = new Map(words.map((word, row): [string, number] => [word, row]));
  for (const { words, count } of passages) {
    const known = words.map((word) => contexts.get(word));
    for (const [i, word] of words.entries()) {
      const row = rows.get(word);
      if (row === undefined) continue;
      for (let distance = 1; distance <= reach; distance++) {
        add(counts, row, known[i - distance], count / distance);
        add(counts, row, known[i + distance], count / distance);
      }
    }
  }
}

/** What WordNet says of a word and of those it may be a form of; a word of many senses hears less of each. */
function countSenses(
  words: readonly string[],
  sensesOf: SensesOf,
  senses: readonly Sense[],
  contexts: Map<string, number>,
  frequent: ReadonlySet<string>,
  counts: Counts,
): void {
  const byId = new Map(senses.map((sense): [string, Sense] => [sense.id, sense]));
  const numbered = (name: string): number => {
    const known = contexts.get(name) ?? contexts.size;
    contexts.set(name, known);
    return known;
  };
  const isWord = (word: string): boolean => sensesOf.has(word);
  for (const [row, word] of words.entries()) {
    const others = baseForms(word, isWord).map((form): [string, number] => [form, 0.8]);
    for (const [form, share] of [[word, 1] as [string, number], ...others]) {
      const all = sensesOf.get(form) ?? [];
      for (const sense of all.slice(0, sensesPerWord)) {
        const amount = share / Math.sqrt(all.length);
        for (const [told, weight] of toldBy(sense, byId, frequent))
          add(counts, row, contexts.get(told), weight * amount);
        for (const [id, weight] of around(sense, byId)) add(counts, row, numbered(id), weight * amount);
      }
    }
  }
}

/** Words of a sense's definition, its synonyms and the words of near senses, each with its weight. */
function* toldBy(
  sense: Sense,
  byId: ReadonlyMap<string, Sense>,
  frequent: ReadonlySet<string>,
): Generator<readonly [string, number]> {
  for (const told of sense.gloss) if (!frequent.has(told)) yield [told, 3];
  for (const synonym of sense.words) yield [synonym, 5];
  for (const id of sense.near) for (const word of byId.get(id)?.words ?? []) yield [word, 2];
}

/** A sense's field, the sense itself, three levels of more general ones, and near ones, each with its weight. */
function* around(sense: Sense, byId: ReadonlyMap<string, Sense>): Generator<readonly [string, number]> {
  yield [`field ${sense.field}`, 2];
  yield [`sense ${sense.id}`, 4];
  let level = sense.above;
  for (let height = 1; height <= 3; height++) {
    for (const id of level) yield [`sense ${id}`, 4 / height];
    level = level.flatMap((id) => byId.get(id)?.above ?? []);
  }
  for (const id of sense.near) yield [`sense ${id}`, 3];
}

/** max(0, log p(context | word) / p(context)), contexts smoothed by the power ¾. */
function mutualInformation(counts: Counts, columns: number): SparseMatrix {
  const totals = new Float64Array(columns);
  for (const row of counts) for (const [context, count] of row) totals[context] = (totals[context] ?? 0) + count;
  const smoothed = totals.map((total) => total ** 0.75);
  const all = smoothed.reduce((sum, total) => sum + total, 0);
  const rows = counts.map((row) => {
    let total = 0;
    for (const count of row.values()) total += count;
    const entries = Array.from(row, ([context, count]): [number, number] => [
      context,
      Math.log((count / total / (smoothed[context] ?? NaN)) * all),
    ]).filter(([, value]) => value > 0);
    return {
      at: Int32Array.from(entries, ([context]) => context),
      values: Float32Array.from(entries, ([, value]) => value),
    };
  });
  return { columns, rows };
}

function scaleToOne(vector: Float32Array): void {
  const length = Math.hypot(...vector) || 1;
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length;
}
