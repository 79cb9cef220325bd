import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { ofWriting } from "../text/file-problem.ts";
import { makeFolder } from "./make-folder.ts";

/** A file of many lines that appears under its name once it is whole. */
export interface LineFile {
  append(lines: readonly string[]): Promise<void>;
  /** Puts it in place. */
  finish(): Promise<void>;
  /** Deletes what was written, unless it is in place. */
  discard(): Promise<void>;
}

/** Opens it; lines come without their ends. Memory: the lines of one call. */
export async function openLineFile(path: string): Promise<LineFile> {
  await makeFolder(dirname(path));
  const draft = `${path}.${process.pid}.part`;
  const file = await open(draft, "w").catch((error: unknown) => {
    throw ofWriting(error, dirname(path));
  });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  return {
    append: async (lines) => {
      if (lines.length > 0) await file.writeFile(lines.map((line) => `${line}\n`).join(""));
    },
    async finish() {
      await file.sync();
      await close();
      await rename(draft, path);
    },
    async discard() {
      await close();
      await rm(draft, { force: true });
    },
  };
}
