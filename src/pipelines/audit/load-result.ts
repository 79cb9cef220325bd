import { join } from "node:path";
import type { AuditResult } from "../../audit/result/audit-result.ts";
import { summarize } from "../../audit/summarize.ts";
import { readJournal } from "../../store/read-journal.ts";
import { pathKind } from "../../store/path-kind.ts";
import { readResult, writeRunFile } from "../../store/run-folder.ts";
import { readRunRecord } from "../../store/run-record.ts";
import { resultJson } from "../../report/json.ts";
import { readMeasurements } from "./measurements-file.ts";

/**
 * What an audit found: its result.json, or, where that is missing or `recount` asks for it, counted again from the journal and written back.
 * Throws UserError on a folder without a run, or with a run that is not finished.
 */
export async function loadResult(folder: string, recount: boolean): Promise<AuditResult> {
  if (!recount && pathKind(join(folder, "result.json")) === "file") return readResult(folder);
  const { config } = await readRunRecord(folder);
  const result = await summarize(readJournal(folder), config, await readMeasurements(folder, config.kind));
  await writeRunFile(folder, "result.json", resultJson(result));
  return result;
}
