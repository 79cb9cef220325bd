import type { HumanLabel } from "../../audit/classifier-chapter/human-label.ts";
import { peopleCollector } from "../../audit/classifier-chapter/people-collector.ts";
import { bundledClassifier, readManifest, trainedOn } from "../../store/classifiers.ts";
import { folderDigest } from "../../store/digest.ts";
import { readHumanLabels } from "../../store/label-file.ts";
import { isFolder } from "../../store/model-folder.ts";
import { readJournal } from "../../store/read-journal.ts";
import { withRunLock } from "../../store/run-lock.ts";
import { readRunRecord, type RunRecord } from "../../store/run-record.ts";
import { UserError } from "../../text/user-error.ts";
import { readMeasurements, writeMeasurements } from "../audit/measurements-file.ts";

/**
 * Adds what people's labels say of the classifier to a run's measurements.json; earlier labels there are replaced. A classifier is never judged by texts it was trained
 * on: they are left out, and where the classifier cannot tell, the chapter says so. Count the result again afterwards (loadResult). Takes one pass over the texts.
 * Throws UserError where the run is not finished, where no label is about a text of the run, or only such as the classifier was trained on.
 */
export async function addHumanLabels(folder: string, files: readonly string[]): Promise<void> {
  const record = await readRunRecord(folder);
  const { view, level } = record.config.analysis;
  const labels: HumanLabel[] = [];
  for (const file of files) labels.push(...(await readHumanLabels(file)));
  const collector = peopleCollector(labels, { view, level, wasTrainedOn: await trainingOf(record) });
  await withRunLock(folder, async () => {
    const measured = await readMeasurements(folder, record.config.kind);
    for await (const text of readJournal(folder)) collector.add(text);
    const people = collector.finish();
    const counted = people?.perDemographic.reduce((sum, row) => sum + row.labels, 0) ?? 0;
    if (counted === 0) throw nothingCounts(files.join(", "), people?.trained ?? 0);
    await writeMeasurements(folder, { ...measured, people });
  });
}

function nothingCounts(files: string, trained: number): UserError {
  if (trained > 0) {
    return new UserError(
      `${files}: expected labels of texts that are new to the classifier but found only ${trained} that it was trained on. Label other texts with evenhand label, or judge another classifier.`,
    );
  }
  return new UserError(
    `${files}: expected labels of texts of this run but found none of them in it. Label its samples.jsonl with evenhand label.`,
  );
}

/** Whether the run's classifier was trained on a text; undefined where nobody knows, or it is no longer the one of the run. */
async function trainingOf({ config, request }: RunRecord): Promise<((text: string) => boolean) | undefined> {
  if (config.classifier === null) return undefined;
  const name = request["classifier"] ?? config.classifier.name;
  const folder = bundledClassifier(name) ?? name;
  if (!isFolder(folder) || (await folderDigest(folder)) !== config.classifier.sha256) return undefined;
  const manifest = readManifest(folder);
  return manifest === undefined ? undefined : trainedOn(folder, manifest);
}
