import { basename } from "node:path";
import type { AuditConfig } from "../../audit/result/audit-config.ts";
import { formatList } from "../../pipelines/audit/write-reports.ts";
import { importConfig } from "../../pipelines/audit-import/import-config.ts";
import { imported, type ImportFile, type ImportSettings } from "../../pipelines/audit-import/import-settings.ts";
import { readLabelWords } from "../../regard/label-words.ts";
import { loadContexts } from "../../store/contexts.ts";
import { runRecord, type RunRecord } from "../../store/run-record.ts";
import { loadWords } from "../../store/word-lists.ts";
import { UserError } from "../../text/user-error.ts";
import { networkOf } from "../network.ts";
import type { Session } from "../session.ts";
import { limitsOf } from "./gate-options.ts";
import { importNames } from "./import-names.ts";
import type { ImportOptions } from "./import-options.ts";
import { performImport } from "./perform-import.ts";
import { withClassifiers } from "./with-classifiers.ts";

/** `audit import`: begins an imported run, or goes on with the same one. */
export async function importFiles(files: readonly string[], options: ImportOptions, session: Session): Promise<void> {
  const settings = settingsOf(files, options);
  const formats = formatList(options.format ?? "html,md");
  const limits = limitsOf(options);
  const { texts, seed } = options;
  const names = classifierNames(options);
  await withClassifiers(names, networkOf(session.terminal, options), async (open, ingredients) => {
    const labels = settings.columns.label === undefined ? classified(ingredients) : labelled(ingredients);
    const config = await importConfig(settings, { seed, ...labels, analysis: analysisOf(options, settings) });
    const record = runRecord(config, importNames(settings, names, { formats, limits, texts }));
    const folder = options.out ?? `reports/${nameOf(record)}`;
    await performImport({ folder, record, settings, ...open, formats, texts, limits }, options, session);
  });
}

type Ingredients = readonly AuditConfig["classifier"][];

const classified = ([classifier = null, second = null]: Ingredients) => ({ classifier, secondClassifier: second });
/** The labels are the first opinion. */
const labelled = ([second = null]: Ingredients) => ({ classifier: null, secondClassifier: second });

/** The classifier, and the second one. Texts with labels need none. */
function classifierNames({
  labelColumn,
  classifier,
  secondClassifier,
}: ImportOptions): readonly (string | undefined)[] {
  if (labelColumn === undefined) return [classifier ?? "mini", secondClassifier];
  if (classifier === undefined || secondClassifier === undefined) return [classifier ?? secondClassifier];
  throw new UserError(
    "audit import: expected one classifier beside --label-column but found --classifier and --second-classifier. Leave one out: the labels are the first opinion.",
  );
}

function settingsOf(files: readonly string[], options: ImportOptions): ImportSettings {
  const { words, labels, inputFormat, header, quotes } = options;
  const contexts = options.contexts?.split(",").map((name) => name.trim()) ?? [];
  expectPlaces(options);
  if (words !== undefined) loadWords(words);
  for (const name of contexts) loadContexts(name);
  return {
    files: filesOf(files, options),
    columns: {
      text: options.textColumn,
      group: options.groupColumn,
      template: options.templateColumn,
      label: options.labelColumn,
      context: options.contextColumn,
      decoder: options.decoderColumn,
      sample: options.sampleColumn,
    },
    table: { format: inputFormat, header, quotes },
    labels: readLabelWords(labels, "--labels"),
    words,
    contexts,
  };
}

/** Says what is missing before a file is read. */
function expectPlaces({ groupColumn, templateColumn, words, contexts }: ImportOptions): void {
  if (groupColumn === undefined && (words === undefined || contexts === undefined)) {
    throw new UserError(
      "audit import: expected --group-column, or --words and --contexts to find the group in the text, but found neither. Name the column that says what each text is about.",
    );
  }
  const unused = groupColumn === undefined ? templateColumn && "--template-column" : contexts && "--contexts";
  if (unused === undefined) return;
  throw new UserError(
    `audit import: expected --group-column, or --words and --contexts, but found ${unused} where it says nothing. Leave it out.`,
  );
}

function filesOf(files: readonly string[], { decoder, decoderColumn }: ImportOptions): readonly ImportFile[] {
  if (decoder.length > 0 && (decoderColumn !== undefined || files.length > 0)) {
    throw new UserError(
      `audit import: expected either --decoder for every file or ${files.length > 0 ? "files" : "--decoder-column"} but found both. Write each file as --decoder NAME=FILE.`,
    );
  }
  const all = [...files.map((path) => ({ path, decoder: null })), ...decoder];
  if (all.length > 0) return all;
  throw new UserError(
    "audit import: expected a file of texts but found none. Try: evenhand audit import FILE --text-column text --group-column group.",
  );
}

function analysisOf(options: ImportOptions, { files, columns }: ImportSettings) {
  const { view, measures, margin, level, declare, bootstrapDraws, reference, baseline } = options;
  if (view === "masked" && (columns.label !== undefined || options.words === undefined)) {
    throw new UserError(
      "--view masked: expected --words and texts that the classifier labels but found no masked labels to compare. Leave it out, or leave out --label-column.",
    );
  }
  const decoders = [...new Set(files.map(({ decoder }) => decoder).filter((name) => name !== null))];
  return {
    view,
    measures: [...measures],
    margin,
    level,
    declared: declare.map(([of, from]): [string, string] => [of, from]),
    baseline: baseline ?? (decoders.length > 1 ? (decoders[0] ?? null) : null),
    bootstrapDraws,
    ...(reference === undefined ? {} : { demographics: { [imported]: [reference] } }),
  };
}

/** A run's name, for people, with the beginning of its configuration's digest: other settings never meet in one folder. */
function nameOf({ id, config: { source } }: RunRecord): string {
  const files = source?.files.map(({ name }) => basename(name)) ?? [];
  return `import-${files
    .join(",")
    .replaceAll(/[^\w.,+-]+/gu, "-")
    .slice(0, 80)}-${id.slice(0, 8)}`;
}
