import { join } from "node:path";
import type { ExperimentResult } from "../experiment/experiment-result.ts";
import { experimentReport, experimentSummary } from "../report/experiment/experiment-report.ts";
import { palette } from "../report/paint.ts";
import { writeAtomically } from "../store/atomic-write.ts";
import type { Terminal } from "./terminal.ts";

/** Writes the report of an experiment into its folder. */
export async function writeExperiment(folder: string, result: ExperimentResult): Promise<void> {
  for (const { path, content } of experimentReport(result)) await writeAtomically(join(folder, path), content);
}

/** What stdout says of an experiment: for people, or as the last JSON line. */
export const tellExperiment = (
  result: ExperimentResult,
  { json }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> =>
  terminal.write(
    json === true
      ? `${JSON.stringify(result)}\n`
      : experimentSummary(result, terminal.columns, palette(terminal.plain)),
  );
