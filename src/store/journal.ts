import { existsSync } from "node:fs";
import { truncate } from "node:fs/promises";
import { UserError } from "../text/user-error.ts";
import { digestOf } from "./digest.ts";
import { codeOf } from "./code-of.ts";
import { indexPath, type JournalUnit, journalPath, readIndex } from "./journal-index.ts";
import { openToAppend } from "./open-to-append.ts";
import { journalBlocks } from "./read-journal.ts";

/** A run's journal, open for appending. */
export interface Journal {
  /** The units that are in it, in its order. */
  readonly units: readonly JournalUnit[];
  /** Appends a unit's lines, without line ends; when it resolves they are on the disk. A unit is in the journal wholly or not at all. */
  append(unit: number, lines: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Appends to a file; an argument so that a full disk can be played. */
export interface Appender {
  append(bytes: Uint8Array): Promise<void>;
  /** Resolves once what was appended is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Appends to the real file. */
export const openAppender = async (path: string): Promise<Appender> => {
  const file = await openToAppend(path);
  return {
    append: (bytes) => file.writeFile(bytes),
    sync: () => file.datasync(),
    close: () => file.close(),
  };
};

/**
 * Opens the journal of a run's folder: checks every whole unit against its digest, and cuts off what a killed process left half written.
 * Hold the run's lock meanwhile. Throws UserError on a journal that is shorter than its index or was edited. Cost: one reading of the file.
 */
export async function openJournal(
  folder: string,
  openFile: (path: string) => Promise<Appender> = openAppender,
): Promise<Journal> {
  const { units, bytes } = await readIndex(folder);
  let end = 0;
  for await (const block of journalBlocks(folder, units)) end += block.bytes.length;
  await cut(journalPath(folder), end);
  await cut(indexPath(folder), bytes);
  const held = [...units];
  const [texts, index] = [await openFile(journalPath(folder)), await openFile(indexPath(folder))];
  let isBroken = false;
  return {
    units: held,
    async append(unit, lines) {
      if (isBroken) throw new Error("Expected no append after one that failed: open the journal again.");
      isBroken = true;
      const block = Buffer.from(lines.map((line) => `${line}\n`).join(""));
      const entry: JournalUnit = { unit, texts: lines.length, bytes: block.length, sha256: digestOf(block) };
      await explained(folder, async () => {
        await texts.append(block);
        await texts.sync(); // before the index says so; the index itself may lose lines, which only costs time
        await index.append(Buffer.from(`${JSON.stringify(entry)}\n`));
      });
      held.push(entry);
      isBroken = false;
    },
    async close() {
      if (!isBroken) await index.sync();
      await texts.close();
      await index.close();
    },
  };
}

async function cut(path: string, bytes: number): Promise<void> {
  if (existsSync(path)) await truncate(path, bytes);
}

/** A full disk said in words: what was written stays usable. */
async function explained(folder: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!["ENOSPC", "EDQUOT"].includes(codeOf(error))) throw error;
    throw new UserError(
      `${folder}: expected room for the texts but found the disk full. Free some space, then: evenhand audit resume ${folder}`,
      { cause: error },
    );
  }
}
