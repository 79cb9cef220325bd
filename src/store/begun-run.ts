import { existsSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import { indexPath, journalPath, readIndex } from "./journal-index.ts";
import { withRunLock } from "./run-lock.ts";
import { beginRun, recordPath, type RunRecord } from "./run-record.ts";

/**
 * Begins a run, or goes on with the same one, and holds its lock while `work` runs. Where `work` fails before a text is kept in a run that began
 * here, the folder is left as it was: the corrected command, which is another run, finds it free.
 */
export async function withBegunRun<X>(folder: string, record: RunRecord, work: () => Promise<X>): Promise<X> {
  const isNewFolder = !existsSync(folder);
  try {
    return await withRunLock(folder, async () => {
      const isNewRun = !existsSync(recordPath(folder));
      await beginRun(folder, record);
      try {
        return await work();
      } catch (error) {
        if (isNewRun && !(await holdsTexts(folder))) await forgetRun(folder);
        throw error;
      }
    });
  } catch (error) {
    if (isNewFolder) await rmdir(folder).catch(() => {}); // something else is in it: it stays
    throw error;
  }
}

const holdsTexts = async (folder: string): Promise<boolean> =>
  (await readIndex(folder)).units.some(({ texts }) => texts > 0);

async function forgetRun(folder: string): Promise<void> {
  for (const path of [journalPath(folder), indexPath(folder), recordPath(folder)]) await rm(path, { force: true });
}
