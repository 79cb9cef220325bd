import { open, mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes a file so that its path holds either the old content or the whole new one, even if the process or machine dies midway. Makes the folder. */
export async function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.part`;
  try {
    const file = await open(draft, "w");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
