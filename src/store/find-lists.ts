import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ListDescription } from "../wordlist/word-list.ts";
import { entriesOf } from "./folder-entries.ts";
import { findListFolder, loadWordList, wordListNames } from "./word-lists.ts";

/** A word list as it is found on the disk. */
export interface FoundList {
  readonly name: string;
  /** What opens it: a shipped list's name, or a folder. */
  readonly what: string;
  readonly isShipped: boolean;
  readonly rows: number;
  /** What list.json says; absent where it cannot be read. */
  readonly description?: ListDescription;
  /** Why it cannot be read. */
  readonly problem?: string;
}

/** The shipped lists, then those in a folder and in its folder wordlists, each in alphabetical order. */
export function findLists(folder: string): readonly FoundList[] {
  const shipped = wordListNames().map((name) => foundList(name, name, true));
  const shippedFolders = new Set(wordListNames().map((name) => resolve(findListFolder(name).path)));
  const own = [folder, join(folder, "wordlists")]
    .flatMap(listFolders)
    .filter((path) => !shippedFolders.has(resolve(path))); // in the project's own folder
  return [...shipped, ...own.map((path) => foundList(path.split(/[\\/]/u).at(-1) ?? path, path, false))];
}

function listFolders(folder: string): readonly string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "list.json")))
    .map(({ name }) => join(folder, name))
    .toSorted();
}

function foundList(name: string, what: string, isShipped: boolean): FoundList {
  try {
    const { description, equality } = loadWordList(what).list;
    return { name, what, isShipped, rows: equality.length, description };
  } catch (error) {
    return { name, what, isShipped, rows: 0, problem: error instanceof Error ? error.message : String(error) };
  }
}
