import type { Reporter } from "./report-file.ts";

/** Width of the summary where no terminal says its own. */
const columns = 100;

/** Rows of counterparts in the page's table of samples. */
const sampleRows = 600;

/** Every report by the name that `--format` gives it; loaded when it is asked for. */
export const reporters: Readonly<Record<string, () => Promise<Reporter>>> = {
  html: async () => {
    const [{ htmlReport }, { sampleSelection }] = await Promise.all([
      import("./html/html-report.tsx"),
      import("./html/sample-selection.ts"),
    ]);
    return async (result, samples) => {
      const selecting = sampleSelection(sampleRows);
      for await (const text of samples()) selecting.add(text);
      return [{ path: "report.html", content: htmlReport(result, selecting.finish()) }];
    };
  },
  md: async () => {
    const { markdownReport } = await import("./markdown.ts");
    return (result) => [{ path: "report.md", content: markdownReport(result) }];
  },
  json: async () => {
    const { resultJson } = await import("./json.ts");
    return (result) => [{ path: "result.json", content: resultJson(result) }];
  },
  csv: async () => (await import("./csv.ts")).csvReport,
  parquet: async () => (await import("./parquet.ts")).parquetReport,
  junit: async () => {
    const { junitReport } = await import("./junit.ts");
    return (result, _, settings) => [{ path: "junit.xml", content: junitReport(result, settings) }];
  },
  terminal: async () => {
    const [{ terminalReport }, { palette }] = await Promise.all([import("./terminal.ts"), import("./paint.ts")]);
    return (result) => [
      { path: "summary.txt", content: terminalReport(result, { columns, paint: palette(true), plain: false }) },
    ];
  },
};
