import { join } from "node:path";
import { auditUnits, isOfShard } from "../../pipelines/audit/audit-units.ts";
import { loadResult } from "../../pipelines/audit/load-result.ts";
import { sampleSelection } from "../../report/html/sample-selection.ts";
import { readIndex } from "../../store/journal-index.ts";
import { pathKind } from "../../store/path-kind.ts";
import { readJournal } from "../../store/read-journal.ts";
import { readRunRecord } from "../../store/run-record.ts";
import { messageOf } from "../kernel/message-of.ts";
import type { Services } from "../services.ts";
import type { RunEffect, RunNews } from "./run-state.ts";
import { isAtWork } from "./running-audit.ts";

type Tell = (news: RunNews) => void;

/** Carries out what a run's screen asks for. */
export async function performRun(
  { kind }: RunEffect,
  folder: string,
  { audits }: Services,
  tell: Tell,
  signal: AbortSignal,
): Promise<void> {
  const isHere = isAtWorkHere(audits, folder);
  switch (kind) {
    case "watch":
      return watchRun(folder, audits, tell, signal);
    case "look":
      return isHere ? undefined : told(tell, signal, () => look(folder, tell));
    case "samples":
      return told(tell, signal, () => readSamples(folder, tell, signal));
    case "resume":
      return told(tell, signal, () => audits.resume(folder));
    case "pause":
      return isHere ? audits.pause() : undefined;
    case "stop":
      return isHere ? audits.stop() : undefined;
    default:
      return kind satisfies never;
  }
}

function isAtWorkHere(audits: Services["audits"], folder: string): boolean {
  const current = audits.current();
  return current?.folder === folder && isAtWork(current);
}

async function told(tell: Tell, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!signal.aborted) tell({ kind: "problem", problem: messageOf(error) });
  }
}

/** Tells of this run while it is at work here, and how it ended; not of one that had ended before. */
async function watchRun(folder: string, audits: Services["audits"], tell: Tell, signal: AbortSignal): Promise<void> {
  let hasSeen = false;
  audits.watch((audit) => {
    if (audit.folder !== folder || !(hasSeen || isAtWork(audit))) return;
    hasSeen = isAtWork(audit);
    tell({ kind: "audit", audit });
  }, signal);
}

const reportFiles = ["report.html", "report.md", "result.json", "samples.jsonl"];

async function look(folder: string, tell: Tell): Promise<void> {
  const isFile = (name: string) => pathKind(join(folder, name)) === "file";
  if (isFile("result.json")) {
    const result = await loadResult(folder, false);
    return tell({ kind: "result", result, files: reportFiles.filter(isFile) });
  }
  const { config, shard } = await readRunRecord(folder);
  const units = auditUnits(config).filter((unit) => isOfShard(unit, shard));
  const { units: kept } = await readIndex(folder);
  tell({ kind: "unfinished", texts: sum(units), done: sum(kept) });
}

const sum = (all: readonly { readonly texts: number }[]): number => all.reduce((total, { texts }) => total + texts, 0);

/** Rows of counterparts to look at. */
const sampleRows = 300;

async function readSamples(folder: string, tell: Tell, signal: AbortSignal): Promise<void> {
  const selecting = sampleSelection(sampleRows);
  for await (const text of readJournal(folder)) {
    signal.throwIfAborted();
    selecting.add(text);
  }
  tell({ kind: "samples", samples: selecting.finish() });
}
