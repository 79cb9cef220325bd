import { resolve } from "node:path";
import { classifierName, contextsName, wordsName } from "../../pipelines/audit/request-record.ts";
import type { ImportSettings } from "../../pipelines/audit-import/import-settings.ts";
import type { Limits } from "../../report/gate.ts";

/** What run.json keeps so that an import can be resumed: where its files lie, and what to do at the end. */
export function importNames(
  { files, words, contexts }: ImportSettings,
  classifiers: readonly (string | undefined)[],
  { formats, limits, texts }: { readonly formats: readonly string[]; readonly limits: Limits; readonly texts: boolean },
): Record<string, string> {
  const [classifier, second] = classifiers;
  return {
    files: JSON.stringify(files.map(({ path }) => resolve(path))),
    ...(classifier === undefined ? {} : { classifier: classifierName(classifier) }),
    ...(second === undefined ? {} : { secondClassifier: classifierName(second) }),
    ...(words === undefined ? {} : { words: wordsName(words) }),
    contexts: JSON.stringify(contexts.map(contextsName)),
    formats: formats.join(","),
    limits: JSON.stringify(limits),
    texts: String(texts),
  };
}
