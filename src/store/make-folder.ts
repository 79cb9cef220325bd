import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { ofWriting } from "../text/file-problem.ts";
import { codeOf } from "./code-of.ts";

/**
 * Makes a folder and those above it; one that is there stays. Throws what the system says where it cannot be made. (Node's own recursive mkdir never ends where a folder that exists refuses new
 * ones with ENOENT, as /proc does.)
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return; // a file of that name is told by whoever writes into it
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw ofWriting(error, dirname(path));
    await makeFolder(dirname(path));
    await mkdir(path).catch((again: unknown) => {
      if (codeOf(again) !== "EEXIST") throw ofWriting(again, dirname(path));
    });
  }
}
