import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { entriesOf } from "./folder-entries.ts";
import { journalPath } from "./journal-index.ts";
import { readResult } from "./run-folder.ts";
import { recordPath } from "./run-record.ts";

/** An audit's folder as it is found on the disk. */
export interface FoundRun {
  readonly folder: string;
  readonly name: string;
  /** When its texts were last written, milliseconds since 1970: reports that are made again do not count. */
  readonly changed: number;
  readonly finished: boolean;
  /** Of a finished one: how many places were found exact or equivalent, of how many; those on too few templates for a verdict are not counted. */
  readonly verdicts?: { readonly fair: number; readonly counted: number };
}

/** The audits in a folder's own folders, the last changed first. What cannot be read is told as unfinished: opening it says why. */
export async function findRuns(folder: string): Promise<readonly FoundRun[]> {
  const folders = entriesOf(folder)
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "run.json")))
    .map(({ name }) => name);
  const runs = await Promise.all(folders.map((name) => foundRun(join(folder, name), name)));
  return runs.toSorted((a, b) => b.changed - a.changed || (a.name < b.name ? -1 : 1));
}

async function foundRun(folder: string, name: string): Promise<FoundRun> {
  const written = [journalPath(folder), recordPath(folder)].find((path) => existsSync(path));
  const found = { folder, name, changed: written === undefined ? 0 : statSync(written).mtimeMs };
  try {
    const counted = (await readResult(folder)).verdicts.filter(({ fewTemplates }) => !fewTemplates);
    const fair = counted.filter(({ verdict }) => verdict === "exact" || verdict === "equivalent").length;
    return { ...found, finished: true, verdicts: { fair, counted: counted.length } };
  } catch {
    return { ...found, finished: false };
  }
}
