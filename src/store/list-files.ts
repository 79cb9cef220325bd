import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { shellWord } from "../text/shell-word.ts";
import { UserError } from "../text/user-error.ts";
import type { WordListFiles } from "../wordlist/read-word-list.ts";
import { writeAtomically } from "./atomic-write.ts";
import { readSmallText } from "./small-text.ts";
import { findListFolder } from "./word-lists.ts";

/** What a list's folder is made of, and further files that are kept beside it. */
export interface ListFolder {
  readonly name: string;
  readonly folder: string;
  readonly files: WordListFiles;
}

const optional = (path: string): string | undefined => (existsSync(path) ? readSmallText(path) : undefined);

/** The files of a shipped list or of a folder, as text. Throws UserError where there is none. */
export function readListFiles(nameOrFolder: string): ListFolder {
  const { name, path, shown } = findListFolder(nameOrFolder);
  const needed = (file: string): string => {
    const text = optional(join(path, file));
    if (text !== undefined) return text;
    throw new UserError(`${shown}: expected a file ${file} but found none. Make a list with: evenhand words new.`);
  };
  return {
    name,
    folder: shown,
    files: {
      description: needed("list.json"),
      equality: needed("equality.csv"),
      neutral: optional(join(path, "neutral.csv")),
      general: optional(join(path, "general.csv")),
    },
  };
}

/** Throws UserError unless `folder` is free for a new list: not there, or empty. */
export function expectFree(folder: string): void {
  if (!existsSync(folder)) return;
  if (statSync(folder).isDirectory() && readdirSync(folder).length === 0) return;
  throw new UserError(
    `${folder}: expected no such folder yet but found one. Choose another, or edit it with: evenhand words edit ${shellWord(folder)}`,
  );
}

/** Writes a list's folder, each file whole or not at all; `beside` names further files. Neutral and general words get files only where there are some. */
export async function writeListFiles(
  folder: string,
  files: WordListFiles,
  beside: Readonly<Record<string, string>> = {},
): Promise<void> {
  const tables = { "equality.csv": files.equality, "neutral.csv": files.neutral, "general.csv": files.general };
  for (const [name, text] of Object.entries(tables)) {
    const hasRows = text !== undefined && text.trim().includes("\n");
    if (text !== undefined && (hasRows || name === "equality.csv" || existsSync(join(folder, name))))
      await writeAtomically(join(folder, name), text);
  }
  for (const [name, text] of Object.entries(beside)) await writeAtomically(join(folder, name), text);
  await writeAtomically(join(folder, "list.json"), files.description); // last: a folder with it is whole
}

/** A file of words that somebody else made. Throws UserError where it is none. */
export function readForeignFile(path: string): { readonly name: string; readonly text: string } {
  if (!existsSync(path)) throw new UserError(`${path}: expected a file but found none. Check the path.`);
  if (!statSync(path).isFile()) throw new UserError(`${path}: expected a file but found a folder. Name a file in it.`);
  return { name: basename(path), text: readSmallText(path) };
}
