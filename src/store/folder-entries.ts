import { type Dirent, readdirSync } from "node:fs";

const noFolder: ReadonlySet<string | undefined> = new Set(["ENOENT", "ENOTDIR", "EACCES", "EPERM"]);

/** What is in a folder that nobody asked for: nothing where there is no such folder, something else has its name, or this user may not look into it. */
export function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (noFolder.has((error as NodeJS.ErrnoException).code)) return [];
    throw error;
  }
}
