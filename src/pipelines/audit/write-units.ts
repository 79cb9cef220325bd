import type { AuditConfig } from "../../audit/result/audit-config.ts";
import type { Journal } from "../../store/journal.ts";
import { readJournal } from "../../store/read-journal.ts";
import type { RunRecord } from "../../store/run-record.ts";
import type { UnitCache } from "../../store/unit-cache.ts";
import { UserError } from "../../text/user-error.ts";
import type { AuditEvent } from "./audit-event.ts";
import { type AuditUnit, auditUnits, isOfShard } from "./audit-units.ts";
import { checkTemplates } from "./check-templates.ts";
import { runningShares } from "./running-shares.ts";
import { unitKey } from "./unit-key.ts";
import type { WritingGate } from "./writing-gate.ts";
import { type UnitText, type UnitTools, writeUnitTexts } from "./write-unit-texts.ts";

/** Where units go and come from. */
export interface UnitWriting {
  readonly folder: string;
  readonly record: RunRecord;
  readonly journal: Journal;
  readonly tools: UnitTools;
  readonly cache: UnitCache | undefined;
  readonly signal: AbortSignal;
  readonly gate: WritingGate | undefined;
}

/** Samples of a decoder that are written together: what a kill can lose, and what is held in memory. */
const samplesAtOnce = 256;

/** Writes the units that the journal lacks, in the plan's order. Throws the signal's reason once it is aborted, UserError on a journal of another plan, and on a template that leaves no room for its texts. */
export async function writeUnits(writing: UnitWriting, emit: (event: AuditEvent) => void): Promise<void> {
  const { folder, record, journal, signal } = writing;
  const units = auditUnits(record.config).filter((unit) => isOfShard(unit, record.shard));
  expectPrefix(writing, units);
  checkTemplates(writing.tools, units.slice(journal.units.length));
  const done = { units: journal.units.length, texts: textsIn(units.slice(0, journal.units.length)) };
  const running = runningShares(record.config.analysis.view);
  emit({ kind: "planned", units: units.length, texts: textsIn(units), unitsDone: done.units, textsDone: done.texts });
  for await (const text of readJournal(folder)) running.add(text.words, text);
  let written = done.texts;
  const onWritten = () => {
    signal.throwIfAborted();
    emit({ kind: "written", texts: ++written });
  };
  for (const block of blocks(units.slice(done.units))) {
    for await (const { unit, texts, lines, fromCache } of writeBlock(writing, block, onWritten)) {
      await journal.append(unit.number, lines);
      done.units += 1;
      done.texts += unit.texts;
      if (fromCache) written += unit.texts;
      for (const text of texts) running.add(unit.words, text);
      emit({ kind: "unit", unit, fromCache, unitsDone: done.units, textsDone: done.texts, texts });
      emit({ kind: "shares", shares: running.shares() });
      signal.throwIfAborted();
    }
  }
}

const textsIn = (units: readonly AuditUnit[]): number => units.reduce((total, { texts }) => total + texts, 0);

function expectPrefix({ folder, journal }: UnitWriting, units: readonly AuditUnit[]): void {
  const wrong = journal.units.findIndex(({ unit, texts }, i) => units[i]?.number !== unit || units[i]?.texts !== texts);
  if (wrong < 0) return;
  throw new UserError(
    `${folder}/units.jsonl, line ${wrong + 1}: expected unit ${units[wrong]?.number ?? "none"} of the plan in run.json but found unit ${journal.units[wrong]?.unit}. Restore the file, or run the audit again in another folder.`,
  );
}

/** Neighbouring units, enough of them that each decoder has a batch to write. */
function* blocks(units: readonly AuditUnit[]): Generator<readonly AuditUnit[]> {
  let block: AuditUnit[] = [];
  let samples = 0;
  for (const unit of units) {
    if (block.length > 0 && unit.decoder === block[0]?.decoder && samples >= samplesAtOnce) {
      yield block;
      [block, samples] = [[], 0];
    }
    block.push(unit);
    if (unit.decoder === block[0]?.decoder) samples += unit.to - unit.from;
  }
  if (block.length > 0) yield block;
}

interface WrittenUnit {
  readonly unit: AuditUnit;
  readonly texts: readonly UnitText[];
  readonly lines: readonly string[];
  readonly fromCache: boolean;
}

/** A block's units in their order, each as soon as it and those before it are there. */
async function* writeBlock(
  { record, tools, cache, signal, gate }: UnitWriting,
  block: readonly AuditUnit[],
  onWritten: () => void,
): AsyncGenerator<WrittenUnit> {
  const ready = new Map<AuditUnit, WrittenUnit>();
  for (const unit of block) {
    const lines = await cache?.get(unitKey(record.config, unit));
    if (lines?.length !== unit.texts) continue;
    ready.set(unit, { unit, lines, texts: lines.map((line) => JSON.parse(line) as UnitText), fromCache: true });
  }
  let next = 0;
  const flush = function* (): Generator<WrittenUnit> {
    for (;;) {
      const unit = block[next];
      const found = unit === undefined ? undefined : ready.get(unit);
      if (unit === undefined || found === undefined) return;
      next += 1;
      ready.delete(unit);
      yield found;
    }
  };
  yield* flush();
  const groups = together(block.slice(next).filter((unit) => !ready.has(unit)));
  const writings = atMost(
    groupsAtOnce,
    groups.map((group) => async () => {
      await gate?.enter();
      try {
        signal.throwIfAborted();
        const written = await writeUnitTexts(tools, group, onWritten);
        for (const [i, unit] of group.entries()) {
          const texts = written[i] ?? [];
          const lines = texts.map((text) => JSON.stringify(text));
          await keep(cache, record.config, unit, lines);
          ready.set(unit, { unit, texts, lines, fromCache: false });
        }
      } finally {
        gate?.leave();
      }
    }),
  );
  try {
    for (const writing of writings) {
      await writing;
      yield* flush();
    }
  } finally {
    await Promise.allSettled(writings);
  }
}

/** Decoders that write at the same time, each in a copy of the model. */
const groupsAtOnce = 2;

/** Starts the jobs in their order, at most `most` at a time: each begins once the one `most` places before it is done, and not if that one failed. */
function atMost(most: number, jobs: readonly (() => Promise<void>)[]): readonly Promise<void>[] {
  const started: Promise<void>[] = [];
  for (const [i, job] of jobs.entries()) {
    const writing = i < most ? job() : (started[i - most] as Promise<void>).then(job);
    writing.catch(() => {}); // told by whoever awaits it
    started.push(writing);
  }
  return started;
}

const keep = (cache: UnitCache | undefined, config: AuditConfig, unit: AuditUnit, lines: readonly string[]) =>
  cache?.put(unitKey(config, unit), lines);

/** Units that differ in their template alone. */
function together(units: readonly AuditUnit[]): readonly (readonly AuditUnit[])[] {
  const groups = new Map<string, AuditUnit[]>();
  for (const unit of units) {
    const key = JSON.stringify([unit.words, unit.decoder, unit.from, unit.to]);
    groups.set(key, [...(groups.get(key) ?? []), unit]);
  }
  return [...groups.values()];
}
