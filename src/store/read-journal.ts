import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import type { AuditedText } from "../audit/audited-text.ts";
import { UserError } from "../text/user-error.ts";
import { digestOf } from "./digest.ts";
import { type JournalUnit, journalPath, mend, readIndex } from "./journal-index.ts";
import { readLine } from "./journal-line.ts";

/** A unit's lines as they are in the file. */
interface Block {
  readonly unit: JournalUnit;
  readonly bytes: Buffer;
  /** Number of its first line in the file, from 1. */
  readonly firstLine: number;
}

/** The whole units of a journal, each checked against its digest. Memory: one unit. Throws UserError on a journal that is cut short or edited. */
export async function* journalBlocks(folder: string, units: readonly JournalUnit[]): AsyncGenerator<Block> {
  if (units.length === 0) return;
  const path = journalPath(folder);
  if (!existsSync(path)) throw new UserError(`${path}: expected the run's texts but found no file. ${mend}`);
  const file = await open(path, "r");
  try {
    let [firstLine, end] = [1, 0];
    const { size } = await file.stat();
    for (const unit of units) {
      end += unit.bytes;
      if (end > size) {
        throw new UserError(`${path}: expected the texts that units.jsonl counts but found fewer. ${mend}`);
      }
      const bytes = Buffer.alloc(unit.bytes);
      await file.read(bytes, 0, bytes.length);
      if (digestOf(bytes) !== unit.sha256) {
        throw new UserError(
          `${path}, lines ${firstLine} to ${firstLine + unit.texts - 1}: expected the texts as they were written but found them edited. ${mend}`,
        );
      }
      yield { unit, bytes, firstLine };
      firstLine += unit.texts;
    }
  } finally {
    await file.close();
  }
}

/** The whole units of a run's folder with their lines as they are in the file. Memory: one unit. */
export async function* unitLines(
  folder: string,
): AsyncGenerator<{ readonly unit: number; readonly lines: readonly string[] }> {
  const { units } = await readIndex(folder);
  for await (const { unit, bytes } of journalBlocks(folder, units))
    yield { unit: unit.unit, lines: [...linesOf(bytes)] };
}

/** The lines of some bytes, without their ends. */
function* linesOf(bytes: Buffer): Generator<string> {
  for (let from = 0; from < bytes.length;) {
    const found = bytes.indexOf(10, from);
    const to = found < 0 ? bytes.length : found;
    yield bytes.toString("utf8", from, to);
    from = to + 1;
  }
}

/**
 * The texts of a run's folder, in the order of its journal; what a killed process left half written is passed over. May be called again for
 * another pass. Memory: one unit. Throws UserError on a journal that was edited or cut short.
 */
export async function* readJournal(folder: string): AsyncGenerator<AuditedText> {
  const { units } = await readIndex(folder);
  for await (const { bytes, firstLine } of journalBlocks(folder, units)) {
    let line = firstLine;
    for (const text of linesOf(bytes)) yield readLine(text, `${journalPath(folder)}, line ${line++}`);
  }
}
