import { join } from "node:path";
import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { AuditConfig } from "../../audit/result/audit-config.ts";
import { type Measurements, measurementsSchema } from "../../audit/result/measurements.ts";
import { summarize } from "../../audit/summarize.ts";
import { readJournal } from "../../store/read-journal.ts";
import { pathKind } from "../../store/path-kind.ts";
import { readResult, readRunJson, writeRunFile } from "../../store/run-folder.ts";
import { readRunRecord } from "../../store/run-record.ts";
import { UserError } from "../../text/user-error.ts";
import { resultJson } from "../../report/json.ts";

/**
 * What an audit found: its result.json, or, where that is missing or `recount` asks for it, counted again from the journal and written back.
 * Throws UserError on a folder without a run, or with a run that is not finished.
 */
export async function loadResult(folder: string, recount: boolean): Promise<AuditResult> {
  if (!recount && pathKind(join(folder, "result.json")) === "file") return readResult(folder);
  const { config } = await readRunRecord(folder);
  const result = await summarize(readJournal(folder), config, await measurementsOf(folder, config.kind));
  await writeRunFile(folder, "result.json", resultJson(result));
  return result;
}

async function measurementsOf(folder: string, kind: AuditConfig["kind"]): Promise<Measurements> {
  const found = await readRunJson(folder, "measurements.json");
  if (found === undefined && kind === "generated") {
    throw new UserError(
      `${folder}: expected a finished audit but found one without its measurements. Finish it with: evenhand audit resume ${folder}`,
    );
  }
  const parsed = measurementsSchema.safeParse(found ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `${folder}/measurements.json, ${issue?.path.join(".") || "top"}: expected an audit's measurements but found this problem: ${issue?.message ?? "unreadable"}. Make them again with: evenhand audit resume ${folder}`,
  );
}
