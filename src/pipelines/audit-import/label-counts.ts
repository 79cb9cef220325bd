import type { AuditResult } from "../../audit/result/audit-result.ts";
import { type RegardLabel, regardLabels } from "../../regard/regard.ts";

/** How many texts have each label. */
export type LabelCounts = Readonly<Record<RegardLabel, number>>;

/** What counts.json holds, and the last line of `audit import --json`: labels as they are, of texts as written. */
export interface ImportCounts {
  readonly texts: number;
  readonly excluded: AuditResult["excluded"];
  /** By group, over all word lists, contexts and decoders. */
  readonly counts: Readonly<Record<string, LabelCounts>>;
  /** The same, apart for each word list, context and decoder. */
  readonly cells: readonly (LabelCounts & {
    readonly words: string;
    readonly context: string;
    readonly decoder: string;
    readonly group: string;
    readonly texts: number;
  })[];
}

/** The counts of an imported audit. */
export function importCounts({ texts, excluded, cells }: AuditResult): ImportCounts {
  const single = cells.filter(
    (cell) => cell.view === "unmasked" && !(cell.context === "all" && hasOtherContexts(cells, cell.words)),
  );
  const groups = new Map<string, Record<RegardLabel, number>>();
  for (const { demographic, labels } of single) {
    const sums = groups.get(demographic) ?? { negative: 0, neutral: 0, positive: 0, other: 0 };
    for (const label of regardLabels) sums[label] += labels[label].count;
    groups.set(demographic, sums);
  }
  return {
    texts,
    excluded,
    counts: Object.fromEntries(groups),
    cells: single.map(({ words, context, decoder, demographic: group, texts, labels }) => ({
      words,
      context,
      decoder,
      group,
      texts,
      negative: labels.negative.count,
      neutral: labels.neutral.count,
      positive: labels.positive.count,
      other: labels.other.count,
    })),
  };
}

/** Several contexts of a word list have a cell "all" that holds them together. */
const hasOtherContexts = (cells: AuditResult["cells"], words: string): boolean =>
  cells.some((cell) => cell.words === words && cell.context !== "all");
