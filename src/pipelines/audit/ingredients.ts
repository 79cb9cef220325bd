import { basename } from "node:path";
import { isBundledModel } from "../../models/find-model.ts";
import type { OpenClassifier } from "../../models/open-classifier.ts";
import { bundledClassifier } from "../../store/classifiers.ts";
import { contextNames } from "../../store/contexts.ts";
import { digestOf, folderDigest } from "../../store/digest.ts";
import { isFolder } from "../../store/model-folder.ts";
import { wordListNames } from "../../store/word-lists.ts";
import type { Contexts } from "../../text/contexts.ts";
import type { WordList } from "../../wordlist/word-list.ts";

/** Folders lose the path to them: equal runs write equal bytes wherever their folders lie. */
export const shortName = (name: string): string => (isFolder(name) ? basename(name) : name);

/** A list, or a product of lists, as `--words` names it. */
export const listsName = (lists: readonly WordList[]): string => lists.map(({ name }) => name).join("+");

/** How what was named by `nameOrPath` is found from the folder it lies in, where its name alone would not find it. */
function givenAs(name: string, nameOrPath: string, isShipped: (name: string) => boolean): { readonly given?: string } {
  if (isShipped(nameOrPath)) return {};
  const own = basename(nameOrPath);
  const given = isShipped(own) ? `./${own}` : own;
  return given === name ? {} : { given };
}

const givenFolder = (name: string, isShipped: (name: string) => boolean) =>
  isFolder(name) ? givenAs(basename(name), name, isShipped) : {};

const isShippedList = (name: string) => wordListNames().includes(name);
const isShippedContexts = (name: string) => contextNames().includes(name);
const isShippedClassifier = (name: string) => bundledClassifier(name) !== undefined;

/** A product is named by all its parts. */
function givenInAll(lists: readonly WordList[], names: readonly string[]): { readonly given?: string } {
  const given = lists.map(({ name }, i) => givenAs(name, names[i] ?? name, isShippedList).given ?? name).join("+");
  return given === listsName(lists) ? {} : { given };
}

/**
 * The digest is of what was read from the lists' files: everything that can shape a text.
 *
 * @param names what found them: names of shipped lists, or folders
 */
export const listsIngredient = (lists: readonly WordList[], names: readonly string[]) => ({
  name: listsName(lists),
  sha256: digestOf(
    JSON.stringify(
      lists.map(({ description, equality, neutral, general }) => ({ description, equality, neutral, general })),
    ),
  ),
  ...givenInAll(lists, names),
});

/** The words that lists hold equal, one orbit a row. */
export const orbitsOf = (lists: readonly WordList[]) => ({
  orbits: lists.flatMap(({ equality }) => equality.map(({ words }) => [...words])),
  ignoreCase: lists.every(({ description }) => description.case === "variants"),
});

/**
 * The digest is of the templates alone.
 *
 * @param nameOrFile what found them
 */
export const contextsIngredient = ({ name, templates }: Contexts, nameOrFile: string) => ({
  name,
  sha256: digestOf(JSON.stringify(templates.map(({ template }) => template))),
  ...givenAs(name, nameOrFile, isShippedContexts),
  templates: templates.map(({ template }) => template),
});

/** A model as it was named, with its digest. */
export const modelIngredient = (name: string, sha256: string) => ({
  name: shortName(name),
  sha256,
  ...givenFolder(name, isBundledModel),
});

/** The digest is of the classifier's whole folder. */
export async function classifierIngredient(name: string, { folder }: OpenClassifier) {
  return { name: shortName(name), sha256: await folderDigest(folder), ...givenFolder(name, isShippedClassifier) };
}
