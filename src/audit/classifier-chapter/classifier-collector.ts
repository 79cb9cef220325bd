import type { AuditedText } from "../audited-text.ts";
import type { Collector } from "../collector.ts";
import { inGroups } from "../quality/all-contexts.ts";
import { clusterShare } from "../quality/cluster-ratio.ts";
import { type ClusterTable, clusterTable, columnsOf, rowOf } from "../quality/cluster-table.ts";
import type { AuditConfig } from "../result/audit-config.ts";
import type { ClassifierChapter } from "../result/classifier-chapter.ts";
import { addPair, type AgreementTable, agreementTable, clusteredKappa } from "./kappa.ts";
import { labelIn } from "./label-in.ts";
import { byText } from "../../text/by-text.ts";

/** What the texts alone say of their classifier. */
export type CollectedChapter = Pick<ClassifierChapter, "leak" | "maskedAgainstUnmasked" | "second">;

type Chapter<Part extends keyof ClassifierChapter> = NonNullable<ClassifierChapter[Part]>;
type ConfigOfChapter = Pick<AuditConfig, "analysis" | "secondClassifier">;

/** Leaking words shown of a demographic, and how many different ones are counted at most: lists hold far fewer. */
const shownWords = 5;
const mostWords = 10_000;

/**
 * Leaks of the mask by demographic; agreement of the masked with the unmasked label by word lists and decoder, and of the first classifier (in the view that is
 * analysed) with the second. Intervals are clustered by template. Memory: some numbers for each template of a cell.
 */
export function classifierCollector(config: ConfigOfChapter): Collector<CollectedChapter> {
  const parts = [leakCollector(config.analysis), viewCollector(config.analysis), secondCollector(config)] as const;
  const [leak, views, second] = parts;
  return {
    add: (text) => {
      for (const part of parts) part.add(text);
    },
    finish: () => ({
      leak: [...leak.finish()],
      maskedAgainstUnmasked: [...views.finish()],
      second: second.finish(),
    }),
  };
}

interface Leaks {
  readonly words: string;
  readonly demographic: string;
  /** By template: masked texts, and how many of them leak. */
  readonly counts: ClusterTable;
  readonly found: Map<string, number>;
}

function leakCollector({ level }: AuditConfig["analysis"]): Collector<Chapter<"leak">> {
  const all = new Map<string, Leaks>();
  return {
    add({ words, demographic, context, template, regard: { masked } }) {
      if (masked === undefined) return;
      const leaks = keptFor(all, [words, demographic], () => ({
        words,
        demographic,
        counts: clusterTable(2),
        found: new Map(),
      }));
      const row = rowOf(leaks.counts, JSON.stringify([context, template]));
      const { values } = leaks.counts;
      values[row] = (values[row] ?? 0) + 1;
      if (masked.leak.length > 0) values[row + 1] = (values[row + 1] ?? 0) + 1;
      for (const word of masked.leak) {
        const before = leaks.found.get(word);
        if (before !== undefined || leaks.found.size < mostWords) leaks.found.set(word, (before ?? 0) + 1);
      }
    },
    finish: () => [...all.values()].map((leaks) => leakOf(leaks, level)).sort(byDemographic),
  };
}

function leakOf({ words, demographic, counts, found }: Leaks, level: number): Chapter<"leak">[number] {
  const columns = columnsOf(counts);
  const [texts, leaking] = [columns(0), columns(1)];
  const commonest = [...found].sort(([a, m], [b, n]) => n - m || byText(a, b)).slice(0, shownWords);
  return {
    words,
    demographic,
    texts: texts.reduce((sum, count) => sum + count, 0),
    rate: clusterShare(leaking, texts, level),
    commonest: commonest.map(([word]) => word),
  };
}

const byDemographic = (
  a: { readonly words: string; readonly demographic: string },
  b: { readonly words: string; readonly demographic: string },
) => byText(a.words, b.words) || byText(a.demographic, b.demographic);

/** Pairs of labels, template by template. */
interface Pairs {
  readonly words: string;
  readonly decoder: string;
  readonly template: string;
  readonly table: AgreementTable;
}

/** Tables in the order of their names, so that sums over them do not depend on the order of the texts. */
const inOrder = (pairs: ReadonlyMap<string, Pairs>): readonly Pairs[] =>
  [...pairs].sort(([a], [b]) => byText(a, b)).map(([, kept]) => kept);

function pairsFor(all: Map<string, Pairs>, { words, decoder, context, template }: AuditedText): AgreementTable {
  const name = JSON.stringify([context, template]);
  return keptFor(all, [words, decoder, name], () => ({ words, decoder, template: name, table: agreementTable() }))
    .table;
}

function viewCollector({ level }: AuditConfig["analysis"]): Collector<Chapter<"maskedAgainstUnmasked">> {
  const all = new Map<string, Pairs>();
  return {
    add(text) {
      const { masked, unmasked } = text.regard;
      if (masked !== undefined) addPair(pairsFor(all, text), masked.label, unmasked.label);
    },
    finish: () =>
      inGroups(inOrder(all), ({ words, decoder }) => [words, decoder]).map((group) => {
        const { texts, agreement, kappa } = clusteredKappa(tablesOf(group), level);
        const { words = "", decoder = "" } = group[0] ?? {};
        return { words, decoder, texts, agreement: agreement ?? 0, kappa: kappa.value };
      }),
  };
}

function secondCollector({ analysis, secondClassifier }: ConfigOfChapter): Collector<ClassifierChapter["second"]> {
  const all = new Map<string, Pairs>();
  return {
    add(text) {
      if (text.second !== undefined) addPair(pairsFor(all, text), labelIn(text, analysis.view), text.second);
    },
    finish() {
      const templates = inGroups(inOrder(all), ({ words, template }) => [words, template]).map(pooled);
      const { texts, agreement, kappa } = clusteredKappa(templates, analysis.level);
      if (agreement === null || secondClassifier === null) return null;
      return { name: secondClassifier.name, texts, agreement, kappa };
    },
  };
}

const tablesOf = (pairs: readonly Pairs[]): readonly AgreementTable[] => pairs.map(({ table }) => table);

/** The texts of all decoders at one template hang together. */
function pooled(group: readonly Pairs[]): AgreementTable {
  const sum = agreementTable();
  for (const { table } of group) for (const [at, count] of table.entries()) sum[at] = (sum[at] ?? 0) + count;
  return sum;
}

function keptFor<X>(all: Map<string, X>, key: readonly string[], make: () => X): X {
  const name = JSON.stringify(key);
  const known = all.get(name);
  if (known !== undefined) return known;
  const made = make();
  all.set(name, made);
  return made;
}
