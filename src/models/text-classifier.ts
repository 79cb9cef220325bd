import { readNamedArrays } from "../regard/named-arrays.ts";
import type { RegardClassifier } from "../regard/regard.ts";
import { wordClassifier, wordJudge } from "../regard/word-classifier.ts";
import { bundledClassifier, type ClassifierManifest, readManifest, readVerified } from "../store/classifiers.ts";
import { UserError } from "../text/user-error.ts";

/** A classifier ready for use. Close it when done: one that runs on ONNX Runtime holds memory outside Node's. */
export interface OpenClassifier extends RegardClassifier {
  readonly manifest: ClassifierManifest;
  /** Where it was read from. */
  readonly folder: string;
  close(): Promise<void>;
}

/**
 * Opens a classifier: a bundled one by name ("mini"), or a folder with a manifest.json or a Hugging Face sequence classifier (config.json with id2label, tokenizer.json, onnx/model.onnx).
 * Throws UserError where there is none, its file is damaged, or its labels cannot be read as regard.
 */
export async function loadClassifier(nameOrFolder: string): Promise<OpenClassifier> {
  const folder = bundledClassifier(nameOrFolder) ?? nameOrFolder;
  const manifest = readManifest(folder);
  if (manifest?.kind === "words") return openWords(nameOrFolder, folder, manifest);
  const { openSequenceClassifier } = await import("./text-classifier-sequence.ts");
  return openSequenceClassifier(nameOrFolder, folder, manifest);
}

function openWords(name: string, folder: string, manifest: ClassifierManifest): OpenClassifier {
  const arrays = readNamedArrays(readVerified(folder, manifest));
  const model = arrays && wordClassifier(arrays);
  if (model === undefined) {
    throw new UserError(
      `${folder}/${manifest.model.file}: expected a classifier of kind "words" but found other data. Get the folder again.`,
    );
  }
  const judge = wordJudge(model);
  return {
    name,
    folder,
    manifest,
    classify: (texts) => Promise.resolve(texts.map(judge)),
    close: () => Promise.resolve(),
  };
}
