import { basename } from "node:path";
import type { OpenClassifier } from "../../models/text-classifier.ts";
import { digestOf, folderDigest } from "../../store/digest.ts";
import { isFolder } from "../../store/model-folder.ts";
import type { Contexts } from "../../text/contexts.ts";
import type { WordList } from "../../wordlist/word-list.ts";

/** Folders lose the path to them: equal runs write equal bytes wherever their folders lie. */
export const shortName = (name: string): string => (isFolder(name) ? basename(name) : name);

/** A list, or a product of lists, as `--words` names it. */
export const listsName = (lists: readonly WordList[]): string => lists.map(({ name }) => name).join("+");

/** The digest is of what was read from the lists' files: everything that can shape a text. */
export const listsIngredient = (lists: readonly WordList[]) => ({
  name: listsName(lists),
  sha256: digestOf(
    JSON.stringify(
      lists.map(({ description, equality, neutral, general }) => ({ description, equality, neutral, general })),
    ),
  ),
});

/** The words that lists hold equal, one orbit a row. */
export const orbitsOf = (lists: readonly WordList[]) => ({
  orbits: lists.flatMap(({ equality }) => equality.map(({ words }) => [...words])),
  ignoreCase: lists.every(({ description }) => description.case === "variants"),
});

/** The digest is of the templates alone. */
export const contextsIngredient = ({ name, templates }: Contexts) => ({
  name,
  sha256: digestOf(JSON.stringify(templates.map(({ template }) => template))),
  templates: templates.map(({ template }) => template),
});

/** The digest is of the classifier's whole folder. */
export async function classifierIngredient(name: string, { folder }: OpenClassifier) {
  return { name: shortName(name), sha256: await folderDigest(folder) };
}
