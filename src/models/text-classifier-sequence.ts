import { readModel } from "../onnx/read-model.ts";
import { type Regard, type RegardLabel, regardLabels } from "../regard/regard.ts";
import { type ClassifierManifest, readVerified } from "../store/classifiers.ts";
import { fileBytes, modelFolder, type ModelFolder } from "../store/model-folder.ts";
import { UserError } from "../text/user-error.ts";
import { damagedModel } from "./damaged-model.ts";
import type { OpenClassifier } from "./open-classifier.ts";
import { integers, openSession, type Session } from "./session.ts";
import { outputLabels } from "./text-classifier-labels.ts";
import { sequenceTokens } from "./text-classifier-tokens.ts";

/** Rows of one run at most. */
const mostRows = 32;
const graphFiles = ["onnx/model.onnx", "model.onnx", "onnx/model_quantized.onnx"] as const;

/**
 * A sequence classifier in the Hugging Face layout as a regard classifier. Rows of a run have equal lengths, so none is padded; a graph that
 * scales a batch as a whole (dynamic quantization) is given one row at a time. Throws UserError where files are missing or do not load.
 */
export async function openSequenceClassifier(
  name: string,
  path: string,
  manifest: ClassifierManifest | undefined,
): Promise<OpenClassifier> {
  const folder = modelFolder(path);
  const config = folder.json("config.json");
  const labels = outputLabels(config, manifest, path);
  const file = manifest?.model.file ?? graphFiles.find((known) => folder.has(known));
  if (file === undefined || !folder.has(file)) {
    throw new UserError(
      `${path}: expected ${file ?? "onnx/model.onnx"} but found none. Export the classifier to ONNX into this folder.`,
    );
  }
  if (manifest?.model.sha256 !== undefined) readVerified(path, manifest);
  const tokens = await sequenceTokens(folder, config);
  const session = await openSession(folder.pathOf(file), 0).catch((error: unknown) => {
    throw damagedModel(folder.pathOf(file), error, "Get the file again.");
  });
  const rows = mixesRows(folder.pathOf(file)) ? 1 : mostRows;
  return {
    name,
    folder: path,
    manifest: manifest ?? manifestOf(folder, file, labels),
    classify: (texts) => classify(session, texts.map(tokens), labels, rows),
    close: () => session.release(),
  };
}

/** Batches of equal length, in the order of the texts; a lone row is read twice, because runtimes multiply one row by another path. */
async function classify(
  session: Session,
  rows: readonly (readonly number[])[],
  labels: readonly RegardLabel[],
  most: number,
): Promise<readonly Regard[]> {
  const verdicts: Regard[] = [];
  const byLength = new Map<number, number[]>();
  for (const [i, { length }] of rows.entries()) {
    const alike = byLength.get(length);
    if (alike === undefined) byLength.set(length, [i]);
    else alike.push(i);
  }
  for (const indices of byLength.values()) {
    for (let start = 0; start < indices.length; start += most) {
      const batch = indices.slice(start, start + most);
      const padded = batch.length === 1 && most > 1 ? [...batch, ...batch] : batch;
      const scores = await run(
        session,
        padded.map((i) => rows[i] ?? []),
        labels.length,
      );
      for (const [row, i] of batch.entries()) verdicts[i] = verdict(scores.subarray(row * labels.length), labels);
    }
  }
  return verdicts;
}

/** Logits, shape (rows, labels). */
async function run(session: Session, rows: readonly (readonly number[])[], outputs: number): Promise<Float32Array> {
  const length = rows[0]?.length ?? 0;
  const dims = [rows.length, length];
  const values = { input_ids: rows.flat(), attention_mask: rows.flat().fill(1), token_type_ids: rows.flat().fill(0) };
  const feeds = Object.entries(values).filter(([input]) => session.inputNames.includes(input));
  const results = await session.run(Object.fromEntries(feeds.map(([input, data]) => [input, integers(data, dims)])));
  const data = (results["logits"] ?? results[session.outputNames[0] ?? ""])?.data;
  if (data instanceof Float32Array && data.length === rows.length * outputs) return data;
  throw new UserError(
    `The classifier's graph: expected ${outputs} float32 logits a text but found ${data?.length ?? 0} values for ${rows.length} texts. Check that its labels are all named, in order.`,
  );
}

/** The regard of one row: outputs with one regard add up, a regard without an output has probability 0; of equal ones the first is the label. */
function verdict(logits: Float32Array, labels: readonly RegardLabel[]): Regard {
  const most = labels.reduce((most, _, k) => Math.max(most, logits[k] ?? -Infinity), -Infinity);
  const scores = { negative: 0, neutral: 0, positive: 0, other: 0 };
  const weights = labels.map((_, k) => Math.exp((logits[k] ?? -Infinity) - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (const [k, label] of labels.entries()) scores[label] += (weights[k] ?? 0) / total;
  const label = regardLabels.reduce((best, next) => (scores[next] > scores[best] ? next : best));
  return { label, scores };
}

/** Whether the graph computes scales over the whole batch, so that a row's result depends on its neighbours. */
const mixesRows = (path: string): boolean =>
  readModel(fileBytes(path)).nodes.some(({ op }) => op.startsWith("DynamicQuantize"));

const manifestOf = (folder: ModelFolder, file: string, labels: readonly RegardLabel[]): ClassifierManifest => ({
  version: 1,
  kind: "hugging-face",
  model: { file },
  labels: labels.map((regard, i) => ({ output: String(i), regard })),
  maskToken: "XYZ",
  source: folder.path,
  licence: "unknown",
  accuracy: [],
});
