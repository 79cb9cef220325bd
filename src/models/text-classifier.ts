import { lexiconJudge, readLexicon } from "../regard/lexicon-classifier.ts";
import { readNamedArrays } from "../regard/named-arrays.ts";
import type { Regard } from "../regard/regard.ts";
import { wordClassifier, wordJudge } from "../regard/word-classifier.ts";
import { bundledClassifier, type ClassifierManifest, readManifest, readVerified } from "../store/classifiers.ts";
import { UserError } from "../text/user-error.ts";
import type { OpenClassifier } from "./open-classifier.ts";

/**
 * Opens a classifier: a bundled one by name ("mini", "lexicon"), or a folder with a manifest.json or a Hugging Face sequence classifier (config.json with id2label, tokenizer.json, onnx/model.onnx).
 * Throws UserError where there is none, its file is damaged, or its labels cannot be read as regard.
 */
export async function loadClassifier(nameOrFolder: string): Promise<OpenClassifier> {
  const folder = bundledClassifier(nameOrFolder) ?? nameOrFolder;
  const manifest = readManifest(folder);
  if (manifest?.kind === "words") return openWords(nameOrFolder, folder, manifest);
  if (manifest?.kind === "lexicon") return openLexicon(nameOrFolder, folder, manifest);
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
  return evaluatedHere({ name, folder, manifest }, wordJudge(model));
}

function openLexicon(name: string, folder: string, manifest: ClassifierManifest): OpenClassifier {
  const lexicon = readLexicon(new TextDecoder().decode(readVerified(folder, manifest)));
  if (lexicon === undefined || "badLine" in lexicon) {
    const where = `${folder}/${manifest.model.file}${lexicon === undefined ? "" : `, line ${lexicon.badLine}`}`;
    throw new UserError(
      `${where}: expected a word, a tab and its strength from -12 to 12 but found something else. Write lines such as "kind<tab>2.4".`,
    );
  }
  return evaluatedHere({ name, folder, manifest }, lexiconJudge(lexicon));
}

const evaluatedHere = (
  about: Pick<OpenClassifier, "name" | "folder" | "manifest">,
  judge: (text: string) => Regard,
): OpenClassifier => ({
  ...about,
  classify: (texts) => Promise.resolve(texts.map(judge)),
  close: () => Promise.resolve(),
});
