import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../text/user-error.ts";

const unitSchema = z.object({
  /** The unit's number in the plan, from 0. */
  unit: z.int().nonnegative(),
  texts: z.int().nonnegative(),
  /** Length and SHA-256 of its lines in samples.jsonl. */
  bytes: z.int().nonnegative(),
  sha256: z.string(),
});
/** A unit that is wholly in the journal: a line of units.jsonl, written once its texts are on the disk. */
export type JournalUnit = Readonly<z.infer<typeof unitSchema>>;

/** The texts of a run, and the index that says which of their bytes are whole. */
export const journalPath = (folder: string): string => join(folder, "samples.jsonl");
export const indexPath = (folder: string): string => join(folder, "units.jsonl");

/** The units that are whole, in the order of the journal, and where the index's last whole line ends. Throws UserError on an edited index. */
export async function readIndex(
  folder: string,
): Promise<{ readonly units: readonly JournalUnit[]; readonly bytes: number }> {
  const path = indexPath(folder);
  const content = existsSync(path) ? await readFile(path) : Buffer.alloc(0);
  const bytes = content.lastIndexOf(10) + 1; // what follows was cut off while it was written
  const lines = content.subarray(0, bytes).toString("utf8").split("\n").slice(0, -1);
  const units = lines.map((line, i) => readUnit(line, `${path}, line ${i + 1}`));
  const seen = new Set<number>();
  for (const [i, { unit }] of units.entries()) {
    if (seen.has(unit)) {
      throw new UserError(`${path}, line ${i + 1}: expected each unit once but found unit ${unit} again. ${mend}`);
    }
    seen.add(unit);
  }
  return { units, bytes };
}

/** What to do about a file that is not as it was written. */
export const mend = "Restore the file, or run the audit again in another folder.";

function readUnit(line: string, where: string): JournalUnit {
  try {
    const parsed = unitSchema.safeParse(JSON.parse(line));
    if (parsed.success) return parsed.data;
  } catch {
    // told below
  }
  throw new UserError(`${where}: expected a unit of the journal but found other text. ${mend}`);
}
