import { homedir } from "node:os";
import { resolve } from "node:path";

/** The path that somebody typed, from a folder on. No shell has read it: "~" is the person's own folder here too. */
export const typedPath = (folder: string, typed: string): string =>
  resolve(
    folder,
    typed.replace(/^~(?=$|\/)/u, () => homedir()),
  );
