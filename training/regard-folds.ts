import type { Labelled, Source } from "./regard-data.ts";

/** A part of a cross-validation: what is tested, and everything that is no copy or near copy of it. */
export interface Fold {
  readonly test: readonly Labelled[];
  readonly training: readonly Labelled[];
}

/** Numbers the texts so that copies and near copies share a number: those with half of the shorter one's runs of four words (after the third word) in common. */
export function nearCopies(texts: readonly Labelled[]): readonly number[] {
  const parents = texts.map((_, i) => i);
  const root = (i: number): number => (parents[i] === i ? i : root(parents[i] ?? i));
  const runs = texts.map(({ words }) => new Set(words.slice(3, -3).map((_, i) => words.slice(i + 3, i + 7).join(" "))));
  const holders = new Map<string, number[]>();
  for (const [i, own] of runs.entries()) {
    const shared = new Map<number, number>();
    for (const run of own) {
      const others = holders.get(run) ?? [];
      for (const other of others) shared.set(other, (shared.get(other) ?? 0) + 1);
      holders.set(run, [...others, i]);
    }
    for (const [other, count] of shared) {
      if (count >= 0.5 * Math.min(own.size, runs[other]?.size ?? 0)) parents[root(i)] = root(other);
    }
  }
  return parents.map((_, i) => root(i));
}

/** `count` folds of the texts from the sources that are tested, near copies together. */
export function groupedFolds(
  texts: readonly Labelled[],
  groups: readonly number[],
  isTested: (source: Source) => boolean,
  count: number,
): readonly Fold[] {
  const tested = [...new Set(groups.filter((_, i) => isTested(texts[i]?.source ?? "own")))];
  const foldOf = new Map(tested.map((group, i): [number, number] => [group, i % count]));
  return Array.from({ length: count }, (_, fold) =>
    splitBy(texts, groups, (text, group) => isTested(text.source) && foldOf.get(group) === fold),
  );
}

/** One fold that tests exactly the texts chosen. */
export function splitBy(
  texts: readonly Labelled[],
  groups: readonly number[],
  isTested: (text: Labelled, group: number) => boolean,
): Fold {
  const test = texts.filter((text, i) => isTested(text, groups[i] ?? -1));
  const held = new Set(groups.filter((group, i) => isTested(texts[i] as Labelled, group)));
  return { test, training: texts.filter((_, i) => !held.has(groups[i] ?? -1)) };
}
