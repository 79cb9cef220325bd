import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of the installed package, whether the code runs from src/ or from dist/. Throws Error where no package.json is above this file. */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`Expected package.json in a folder above ${import.meta.dirname}.`);
    folder = parent;
  }
  return folder;
}
