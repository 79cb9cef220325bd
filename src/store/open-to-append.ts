import { type FileHandle, open } from "node:fs/promises";
import { ofWriting } from "../text/file-problem.ts";

/** Opens a file for writing at its end. An error of it is one of writing. */
export const openToAppend = (path: string): Promise<FileHandle> =>
  open(path, "a").catch((error: unknown) => {
    throw ofWriting(error, path);
  });
