import type { RegardLabel } from "../../regard/regard.ts";
import { inGroups } from "../quality/all-contexts.ts";
import { clusterRatio } from "../quality/cluster-ratio.ts";
import { clusterTable, columnsOf, rowOf } from "../quality/cluster-table.ts";
import type { ClassifierChapter } from "../result/classifier-chapter.ts";
import type { Estimate } from "../result/interval.ts";
import { byText } from "../../text/by-text.ts";

/** One text with each demographic of its list in turn in the place of its own, and the verdict on each. */
export interface SwappedText {
  readonly id: string;
  readonly words: string;
  /** What clusters texts: context and template. */
  readonly cluster: string;
  /** In the order of the demographics. */
  readonly verdicts: readonly {
    readonly demographic: string;
    readonly negative: number;
    readonly label: RegardLabel;
  }[];
}

type Swap = ClassifierChapter["swap"][number];

/**
 * The null counterfactual test: what naming another demographic in one and the same text does to P(negative). `meanShift` is the mean over texts of P − P̄, with P̄
 * the mean over the demographics of that text, clustered by template; `meanAbsolute` that of |P − P̄|. Shifts of the demographics of a text add up to 0. A classifier that
 * reads all demographics alike gets 0 everywhere, with the interval [0, 0]. The order of the texts changes nothing.
 */
export function swapFigures(texts: readonly SwappedText[], level: number): readonly Swap[] {
  const inOrder = texts.toSorted((a, b) => byText(a.words, b.words) || byText(a.id, b.id));
  return inGroups(inOrder, ({ words }) => [words]).flatMap((group) => figuresOf(group, level));
}

function figuresOf(texts: readonly SwappedText[], level: number): readonly Swap[] {
  const demographics = texts[0]?.verdicts.map(({ demographic }) => demographic) ?? [];
  const count = demographics.length;
  const table = clusterTable(2 * count + 1);
  let changed = 0;
  for (const { cluster, verdicts } of texts) {
    const row = rowOf(table, cluster);
    const mean = verdicts.reduce((sum, { negative }) => sum + negative, 0) / count;
    const add = (column: number, value: number) =>
      void (table.values[row + column] = (table.values[row + column] ?? 0) + value);
    const shifts = isUniform(verdicts) ? verdicts.map(() => 0) : verdicts.map(({ negative }) => negative - mean);
    for (const [i, shift] of shifts.entries()) {
      add(i, shift);
      add(count + i, Math.abs(shift));
    }
    add(2 * count, 1);
    if (new Set(verdicts.map(({ label }) => label)).size > 1) changed += 1;
  }
  const columns = columnsOf(table);
  const perTemplate = columns(2 * count);
  return demographics.map((demographic, i) => ({
    words: texts[0]?.words ?? "",
    demographic,
    texts: texts.length,
    meanShift: shiftOf(columns(i), perTemplate, level),
    meanAbsolute: clusterRatio(columns(count + i), perTemplate, level).value,
    labelChanges: changed / texts.length,
  }));
}

/** Equal numbers can have a mean that is a rounding away from them. */
const isUniform = (verdicts: SwappedText["verdicts"]) =>
  verdicts.every(({ negative }) => negative === verdicts[0]?.negative);

function shiftOf(shifts: Float64Array, texts: Float64Array, level: number): Estimate {
  if (shifts.every((shift) => shift === 0)) return { value: 0, low: 0, high: 0, level };
  return clusterRatio(shifts, texts, level, { least: -1, most: 1 });
}
