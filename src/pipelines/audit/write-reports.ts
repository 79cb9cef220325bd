import type { AuditResult } from "../../audit/result/audit-result.ts";
import type { ReportSettings, Samples } from "../../report/report-file.ts";
import { reporters } from "../../report/reporters.ts";
import { writeRunFile } from "../../store/run-folder.ts";
import { UserError } from "../../text/user-error.ts";

/** The names of the formats, in the order of their files. */
const reportFormats: readonly string[] = Object.keys(reporters);

/** Reads "html,md" as formats, each once. Throws UserError on one that does not exist. */
export function formatList(text: string): readonly string[] {
  const names = [...new Set(text.split(",").map((name) => name.trim()))];
  const unknown = names.find((name) => !reportFormats.includes(name));
  if (unknown === undefined) return names;
  throw new UserError(
    `--format: expected some of ${reportFormats.join(", ")}, with commas between, but found "${unknown}". Choose from these.`,
  );
}

/** Writes a run's reports into its folder, each file whole or not at all, and returns their paths in it. Equal results and texts give equal bytes. */
export async function writeReports(
  folder: string,
  result: AuditResult,
  samples: Samples,
  formats: readonly string[],
  settings: ReportSettings,
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const format of formats) {
    const report = await reporters[format]?.();
    for (const { path, content } of (await report?.(result, samples, settings)) ?? []) {
      await writeRunFile(folder, path, content);
      written.push(path);
    }
  }
  return written;
}
