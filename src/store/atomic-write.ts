import { open, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ofWriting } from "../text/file-problem.ts";
import { makeFolder } from "./make-folder.ts";

/** Text, bytes, or bytes in pieces that are taken as they are made. */
export type FileContent = Uint8Array | string | AsyncIterable<Uint8Array>;

let drafts = 0;

/** Writes a file so that its path holds either the old content or the whole new one, even if the process or machine dies midway. Makes the folder. Errors have the path as `path`. */
export async function writeAtomically(path: string, content: FileContent): Promise<void> {
  await makeFolder(dirname(path));
  const draft = `${path}.${process.pid}-${++drafts}.part`;
  try {
    const file = await open(draft, "w");
    try {
      await writeFile(file, content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw ofWriting(error instanceof Error ? Object.assign(error, { path }) : error, dirname(path)); // a full disk's error names no path, the others the draft's
  }
}
