import { swapSample } from "../../audit/classifier-chapter/swap-sample.ts";
import type { AuditResult } from "../../audit/result/audit-result.ts";
import { summarize } from "../../audit/summarize.ts";
import type { RegardClassifier } from "../../regard/regard.ts";
import type { ReportSettings } from "../../report/report-file.ts";
import { withBegunRun } from "../../store/begun-run.ts";
import type { ClassifierManifest } from "../../store/classifiers.ts";
import { readJournal } from "../../store/read-journal.ts";
import { writeRunFile } from "../../store/run-folder.ts";
import type { RunRecord } from "../../store/run-record.ts";
import { UserError } from "../../text/user-error.ts";
import { demographicSwap } from "../../wordlist/swap-demographics.ts";
import { accuracyOf } from "../audit-classifier/accuracy-of.ts";
import { swapTest, swapTexts } from "../audit-classifier/swap-test.ts";
import { listsName } from "../audit/ingredients.ts";
import { replaceMeasurements } from "../audit/measurements-file.ts";
import { writeReports } from "../audit/write-reports.ts";
import { maskOf } from "../open-words.ts";
import type { Mask } from "../score.ts";
import { listsOf } from "./import-config.ts";
import { imported, type ImportSettings } from "./import-settings.ts";
import { importCounts } from "./label-counts.ts";
import { writeImport } from "./write-import.ts";

/** An imported audit, and what it is done with. */
export interface ImportRun {
  readonly folder: string;
  readonly record: RunRecord;
  readonly settings: ImportSettings;
  /** Labels texts that came without a label; or, for texts that have one, gives a second opinion. */
  readonly classifier?: (RegardClassifier & { readonly manifest?: ClassifierManifest }) | undefined;
  /** A second opinion on texts that the classifier labels. */
  readonly second?: RegardClassifier | undefined;
  readonly formats: readonly string[];
  readonly report: ReportSettings;
  /** Whether reports hold the texts; the journal does. */
  readonly texts: boolean;
}

/** What an import is at. */
export type ImportPhase = "reading" | "summarizing" | "reporting";

/** What an import wrote. */
export interface FinishedImport {
  readonly result: AuditResult;
  /** Reports, by their path in the folder. */
  readonly files: readonly string[];
}

/**
 * Runs an imported audit, or what is left of one: texts to the journal, rows left out to excluded.jsonl, then counts.json, result and reports.
 * Killed at any moment and run again it ends with the same bytes. Where it fails before a text is kept it leaves nothing. Throws UserError where the folder holds another run, or a row cannot be read.
 */
export function runImport(
  run: ImportRun,
  onProgress: (phase: ImportPhase, rows: number) => void,
): Promise<FinishedImport> {
  const { folder, record, settings } = run;
  return withBegunRun(folder, record, async () => {
    const excluded = await writeImport(folder, settings, labelTools(run), (rows) => onProgress("reading", rows));
    const measured = { ...(await classifierMeasurements(run)), excluded: [...excluded] };
    const measurements = await replaceMeasurements(folder, measured);
    onProgress("summarizing", 0);
    const result = await summarize(readJournal(folder), record.config, measurements);
    expectNamed(result);
    await writeRunFile(folder, "counts.json", `${JSON.stringify(importCounts(result), null, 2)}\n`);
    onProgress("reporting", 0);
    const samples = run.texts ? () => readJournal(folder) : none;
    const files = await writeReports(folder, result, samples, ["json", ...run.formats], run.report);
    return { result, files };
  });
}

/** What was declared about groups and decoders must be there: known only once all rows are read. Throws UserError. */
function expectNamed({ config: { analysis, source }, cells }: AuditResult): void {
  const groups = new Set(cells.map(({ demographic }) => demographic));
  const decoders = new Set(cells.map(({ decoder }) => decoder));
  const reference = source?.derived === false ? (analysis.demographics?.[imported] ?? []) : [];
  expectAmong("--declare", analysis.declared.flat(), groups);
  expectAmong("--reference", reference, groups);
  expectAmong("--baseline", analysis.baseline === null ? [] : [analysis.baseline], decoders);
}

function expectAmong(flag: string, names: readonly string[], known: ReadonlySet<string>): void {
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return;
  const found = [...known].slice(0, 20).join(", ");
  throw new UserError(
    `${flag}: expected names that the rows have (${found}) but found "${unknown}". Correct it, and import into another folder.`,
  );
}

/** What the classifier that labelled the texts makes of the demographics alone; nothing where texts came with labels or without word lists. */
async function classifierMeasurements({ folder, record, settings, classifier }: ImportRun) {
  if (classifier === undefined || settings.columns.label !== undefined) return {};
  const swaps = new Map(listsOf(settings).map((some) => [listsName(some), demographicSwap(some)]));
  const [only] = swaps.values();
  if (settings.columns.group !== undefined && only !== undefined && swaps.size === 1) swaps.set(imported, only);
  const swapOf = (words: string) => swaps.get(words);
  const { seed, analysis } = record.config;
  const sample = swapSample(swapOf, { seed, most: swapTexts });
  if (swaps.size > 0) for await (const text of readJournal(folder)) sample.add(text);
  const { manifest } = classifier;
  return {
    accuracy: manifest === undefined ? null : accuracyOf(manifest),
    swap: await swapTest(sample.finish(), swapOf, classifier, analysis.level),
  };
}

async function* none(): AsyncGenerator<never> {}

/** Texts that have labels are not labelled again: a classifier is their second opinion. */
function labelTools({ settings, classifier, second }: ImportRun) {
  const masks = masksOf(settings);
  const mask = (words: string): Mask | undefined => masks.get(words);
  if (settings.columns.label !== undefined) return { mask, second: second ?? classifier };
  return { mask, classifier, second };
}

/** The masks by the words a text is about; one for all texts whose group a column gives. */
function masksOf(settings: ImportSettings): ReadonlyMap<string, Mask> {
  const lists = listsOf(settings);
  if (settings.columns.group === undefined) return new Map(lists.map((some) => [listsName(some), maskOf(some)]));
  const masks = lists.map(maskOf);
  return masks.length === 0 ? new Map() : new Map([[imported, inTurn(masks)]]);
}

/** Masks by one list after the other; what the last still finds telling, and what the others did and still stands. */
const inTurn =
  (masks: readonly Mask[]): Mask =>
  (text) => {
    const masked = masks.reduce((hidden, mask) => mask(hidden).text, text);
    return { text: masked, leak: [...new Set(masks.flatMap((mask) => mask(masked).leak))] };
  };
