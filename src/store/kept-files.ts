import { existsSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** How many files with an ending lie in a folder, at any depth, and their bytes; none where the folder is missing. */
export async function keptFiles(
  folder: string,
  ending: string,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const names = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
  const sizes = await Promise.all(
    names
      .filter((name) => name.endsWith(ending))
      .map(async (name) => (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0),
  );
  return { count: sizes.length, bytes: sizes.reduce((total, size) => total + size, 0) };
}

/** Deletes a folder with all that it holds. Returns whether it was there. */
export async function clearKept(folder: string): Promise<boolean> {
  const there = existsSync(folder);
  await rm(folder, { recursive: true, force: true });
  return there;
}
