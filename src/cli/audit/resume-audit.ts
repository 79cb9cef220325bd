import { availableParallelism } from "node:os";
import { expectUnchanged } from "../../pipelines/audit/expect-unchanged.ts";
import { openAudit } from "../../pipelines/audit/open-audit.ts";
import { requestOf } from "../../pipelines/audit/request-record.ts";
import { formatList } from "../../pipelines/audit/write-reports.ts";
import type { Limits } from "../../report/gate.ts";
import { readRunRecord, type RunRecord } from "../../store/run-record.ts";
import { UserError } from "../../text/user-error.ts";
import type { ContinueOptions } from "./continue-options.ts";
import { networkOf } from "../network.ts";
import type { Session } from "../session.ts";
import { limitsOf } from "./gate-options.ts";
import { performAudit } from "./perform-audit.ts";

/** `audit resume`: finishes a run as it was begun. Options given now come before those it began with. */
export async function resumeAudit(folder: string, options: ContinueOptions, session: Session): Promise<void> {
  const record = await readRunRecord(folder);
  if (record.config.kind === "imported") {
    const { resumeImport } = await import("./resume-import.ts");
    return resumeImport(folder, record, options, session);
  }
  await finishRun(folder, record, options, session);
}

/** Opens what a record names, expects it unchanged, and does what is left. */
export async function finishRun(
  folder: string,
  record: RunRecord,
  options: ContinueOptions,
  session: Session,
): Promise<void> {
  const { formats = "html,md" } = record.request;
  const asked = formatList(options.format ?? formats);
  const limits = { ...storedLimits(folder, record), ...limitsOf(options) };
  const engine = { threads: availableParallelism(), ...options };
  const request = requestOf(record.config, record.request);
  const open = await openAudit(request, engine, networkOf(session.terminal, options));
  try {
    expectUnchanged(folder, record.config, open.config);
    await performAudit({ folder, record, open, engine, formats: asked, limits }, options, session);
  } finally {
    await open.close();
  }
}

function storedLimits(folder: string, { request }: RunRecord): Limits {
  try {
    return JSON.parse(request["limits"] ?? "{}") as Limits;
  } catch {
    throw new UserError(`${folder}/run.json, request.limits: expected JSON but found other text. Restore the file.`);
  }
}
