import { csvReport } from "./csv.ts";
import { resultJson } from "./json.ts";
import { junitReport } from "./junit.ts";
import { markdownReport } from "./markdown.ts";
import { parquetReport } from "./parquet.ts";
import { palette } from "./paint.ts";
import type { Reporter } from "./report-file.ts";
import { terminalReport } from "./terminal.ts";

/** Width of the summary where no terminal says its own. */
const columns = 100;

/** Every format of a report, as `--format` names them. */
export const reporters = {
  md: (result) => [{ path: "report.md", content: markdownReport(result) }],
  json: (result) => [{ path: "result.json", content: resultJson(result) }],
  csv: csvReport,
  parquet: parquetReport,
  junit: (result, _, settings) => [{ path: "junit.xml", content: junitReport(result, settings) }],
  terminal: (result) => [
    { path: "summary.txt", content: terminalReport(result, { columns, paint: palette(true), plain: false }) },
  ],
} satisfies Readonly<Record<string, Reporter>>;

export type ReportFormat = keyof typeof reporters;
