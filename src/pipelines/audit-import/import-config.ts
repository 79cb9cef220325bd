import { basename } from "node:path";
import type { AuditConfig } from "../../audit/result/audit-config.ts";
import { loadContexts } from "../../store/contexts.ts";
import { fileDigest } from "../../store/digest.ts";
import { loadWords, wordNames } from "../../store/word-lists.ts";
import { phrasesOf } from "../../wordlist/phrases.ts";
import { groupOf } from "../../wordlist/word-action.ts";
import type { WordList } from "../../wordlist/word-list.ts";
import { contextsIngredient, listsIngredient, listsName, orbitsOf } from "../audit/ingredients.ts";
import { runtimeVersions } from "../../models/runtime-versions.ts";
import { imported, type ImportSettings } from "./import-settings.ts";

/** What an import's configuration is made of, beside how the files are read. */
export interface ImportAnalysis {
  readonly seed: number;
  readonly classifier: AuditConfig["classifier"];
  readonly secondClassifier: AuditConfig["secondClassifier"];
  readonly analysis: AuditConfig["analysis"];
}

/** The configuration of an imported audit. Reads each file once for its digest. */
export async function importConfig(settings: ImportSettings, asked: ImportAnalysis): Promise<AuditConfig> {
  const lists = listsOf(settings);
  const names = settings.words === undefined ? [] : wordNames(settings.words);
  const files = [];
  for (const { path, decoder } of settings.files) {
    files.push({ name: basename(path), sha256: await fileDigest(path), decoder });
  }
  const { columns, table } = settings;
  return {
    kind: "imported",
    versions: runtimeVersions(),
    seed: asked.seed,
    generation: null,
    source: {
      files,
      columns: Object.fromEntries(Object.entries(columns).filter((entry): entry is [string, string] => !!entry[1])),
      table: { format: table.format ?? null, header: table.header ?? true, quotes: table.quotes ?? true },
      labelled: columns.label !== undefined,
      labels: columns.label === undefined ? {} : Object.fromEntries(settings.labels),
      words: lists.map((some, i) => listsIngredient(some, names[i] ?? [])),
      contexts: settings.contexts.map((name) => contextsIngredient(loadContexts(name), name)),
      derived: columns.group === undefined,
    },
    ...(lists.length === 0 ? {} : { wordOrbits: wordOrbits(settings, lists) }),
    classifier: asked.classifier,
    secondClassifier: asked.secondClassifier,
    analysis: { ...asked.analysis, ...demographics(settings, lists, asked.analysis.demographics) },
  };
}

/** The word lists of `--words`, products together. */
export const listsOf = ({ words }: Pick<ImportSettings, "words">): readonly (readonly WordList[])[] =>
  words === undefined ? [] : loadWords(words).map((read) => read.map(({ list }) => list));

/** Texts whose group a column gives are "imported" all: they are neutralised by all lists. */
function wordOrbits({ columns }: ImportSettings, lists: readonly (readonly WordList[])[]) {
  if (columns.group !== undefined) return { [imported]: orbitsOf(lists.flat()) };
  return Object.fromEntries(lists.map((some) => [listsName(some), orbitsOf(some)]));
}

function demographics(
  { columns }: ImportSettings,
  lists: readonly (readonly WordList[])[],
  asked: AuditConfig["analysis"]["demographics"],
) {
  if (columns.group !== undefined) return asked === undefined ? {} : { demographics: asked };
  return {
    demographics: Object.fromEntries(
      lists.map((some): [string, string[]] => {
        const phrases = phrasesOf(some, groupOf(some));
        return [listsName(some), groupOf(some).elements.map((g) => phrases.name(g))];
      }),
    ),
  };
}
