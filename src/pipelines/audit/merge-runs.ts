import { openJournal } from "../../store/journal.ts";
import { unitLines } from "../../store/read-journal.ts";
import { readIndex } from "../../store/journal-index.ts";
import { beginRun, firstDifference, readRunRecord, runRecord, type RunRecord } from "../../store/run-record.ts";
import { withRunLock } from "../../store/run-lock.ts";
import { UserError } from "../../text/user-error.ts";
import { auditUnits, isOfShard } from "./audit-units.ts";

interface Part {
  readonly folder: string;
  readonly record: RunRecord;
  readonly shard: { readonly index: number; readonly count: number };
}

/**
 * Puts the parts of an audit together in a new folder, in the plan's order whatever theirs: the texts and the record of the unsharded run. A merge
 * that was killed goes on where it stopped. Memory: one unit. Throws UserError on parts of different runs, parts that overlap, and parts that are missing.
 */
export async function mergeRuns(folders: readonly string[], out: string): Promise<RunRecord> {
  const parts: Part[] = [];
  for (const folder of folders) parts.push(await readPart(folder));
  const [first] = parts;
  if (first === undefined) throw new RangeError("Expected at least one part.");
  for (const part of parts) expectSame(first, part);
  const byIndex = expectWhole(parts, first);
  for (const part of parts) await expectFinished(part);
  const record = runRecord(first.record.config, first.record.request);
  await withRunLock(out, async () => {
    await beginRun(out, record);
    const journal = await openJournal(out);
    const readers = new Map([...byIndex].map(([index, { folder }]) => [index, unitLines(folder)]));
    try {
      const there = journal.units.length;
      for (const { number } of auditUnits(record.config)) {
        const next = await readers.get((number % first.shard.count) + 1)?.next();
        if (next === undefined || next.done === true) throw new Error(`Expected unit ${number} in its part.`);
        if (number >= there) await journal.append(number, next.value.lines);
      }
    } finally {
      for (const reader of readers.values()) await reader.return(undefined);
      await journal.close();
    }
  });
  return record;
}

async function readPart(folder: string): Promise<Part> {
  const record = await readRunRecord(folder);
  if (record.shard !== null) return { folder, record, shard: record.shard };
  throw new UserError(
    `${folder}: expected a part that --shard wrote but found a whole run. Leave it out, or report it with: evenhand report ${folder}`,
  );
}

function expectSame(first: Part, part: Part): void {
  const different =
    firstDifference({ ...first.record, shard: null }, { ...part.record, shard: null }) ??
    (first.shard.count === part.shard.count ? undefined : "number of parts");
  if (different === undefined) return;
  throw new UserError(
    `${part.folder}: expected a part of the run in ${first.folder} but found another ${different}. Merge parts of one run only.`,
  );
}

async function expectFinished({ folder, record, shard }: Part): Promise<void> {
  const planned = auditUnits(record.config).filter((unit) => isOfShard(unit, shard));
  const { units } = await readIndex(folder);
  if (units.length === planned.length && units.every(({ unit }, i) => unit === planned[i]?.number)) return;
  throw new UserError(
    `${folder}: expected a finished part but found ${units.length} of ${planned.length} units. Finish it with: evenhand audit resume ${folder}`,
  );
}

/** The parts by their number, once each is there, alone and whole. */
function expectWhole(parts: readonly Part[], { shard: { count } }: Part): ReadonlyMap<number, Part> {
  const byIndex = new Map<number, Part>();
  for (const part of parts) {
    const other = byIndex.get(part.shard.index);
    if (other !== undefined) {
      throw new UserError(
        `${part.folder}: expected each part once but found part ${part.shard.index} of ${count} in ${other.folder} too. Leave one out.`,
      );
    }
    byIndex.set(part.shard.index, part);
  }
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter((index) => !byIndex.has(index));
  if (missing.length > 0) {
    throw new UserError(
      `audit merge: expected all ${count} parts but found no part ${missing.join(", ")}. Write it with --shard ${missing[0]}/${count}, or name its folder.`,
    );
  }
  return byIndex;
}
