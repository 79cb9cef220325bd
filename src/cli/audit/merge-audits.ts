import { mergeRuns } from "../../pipelines/audit/merge-runs.ts";
import type { ContinueOptions } from "./continue-options.ts";
import type { Session } from "../session.ts";
import { finishRun } from "./resume-audit.ts";

/** `audit merge`: one run from its parts, then what any run ends with. */
export async function mergeAudits(
  folders: readonly string[],
  options: ContinueOptions & { readonly out: string },
  session: Session,
): Promise<void> {
  const record = await mergeRuns(folders, options.out);
  await finishRun(options.out, record, options, session);
}
