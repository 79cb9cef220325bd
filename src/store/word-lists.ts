import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../text/user-error.ts";
import { type ReadWordList, readWordList } from "../wordlist/read-word-list.ts";
import { nearest } from "../text/nearest.ts";
import { packageRoot } from "./package-root.ts";
import { readSmallText } from "./small-text.ts";

const bundled = (): string => join(packageRoot(), "wordlists");

/** The names of the shipped lists, in alphabetical order. */
export function wordListNames(): readonly string[] {
  return readdirSync(bundled(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

/**
 * A shipped list by its name, or a list by its folder, with the problems of its files. Throws UserError where there is none, or where a file cannot be read.
 */
export function loadWordList(nameOrFolder: string): ReadWordList {
  const { name, path, shown } = findListFolder(nameOrFolder);
  return readWordList(name, shown, {
    description: readUtf8(path, "list.json"),
    equality: readUtf8(path, "equality.csv"),
    neutral: readIfThere(path, "neutral.csv"),
    general: readIfThere(path, "general.csv"),
  });
}

/** Where a list is: its name, its folder, and how the folder is called in messages. Throws UserError where there is none. */
export function findListFolder(nameOrFolder: string): {
  readonly name: string;
  readonly path: string;
  readonly shown: string;
} {
  const shipped = wordListNames().includes(nameOrFolder);
  const path = shipped ? join(bundled(), nameOrFolder) : nameOrFolder;
  if (!existsSync(path) || nameOrFolder.trim() === "") throw unknownList(nameOrFolder);
  if (!statSync(path).isDirectory()) {
    throw new UserError(
      `${path}: expected a word list's folder but found a file. Name the folder that holds list.json and equality.csv.`,
    );
  }
  if (shipped) return { name: nameOrFolder, path, shown: `wordlists/${nameOrFolder}` };
  return { name: path.split(/[\\/]/u).findLast((part) => part !== "") ?? path, path, shown: path };
}

/**
 * The word lists that `--words` names: "gender,race" is two, one after the other; "gender+race" is one, their product. A folder whose name
 * holds a comma or a plus is taken whole.
 */
export const loadWords = (names: string): readonly (readonly ReadWordList[])[] =>
  wordNames(names).map((product) => product.map(loadWordList));

/** The names and folders in `--words`, products together. */
export const wordNames = (names: string): readonly (readonly string[])[] =>
  split(names, ",").map((product) => split(product, "+"));

const split = (names: string, at: string): readonly string[] =>
  names.includes(at) && existsSync(names) ? [names] : names.split(at).map((name) => name.trim());

function unknownList(name: string): UserError {
  const names = wordListNames();
  const guess = nearest(name, names);
  return new UserError(
    `Word list: expected a shipped list (${names.join(", ")}) or a folder but found "${name}".${guess === undefined ? " Check the path." : ` Did you mean ${guess}?`}`,
  );
}

const readIfThere = (folder: string, file: string): string | undefined =>
  existsSync(join(folder, file)) ? readUtf8(folder, file) : undefined;

function readUtf8(folder: string, file: string): string {
  const path = join(folder, file);
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new UserError(
      `${folder}: expected a file ${file} but found none. Copy it from wordlists/gender and edit it.`,
    );
  }
  return readSmallText(path);
}
