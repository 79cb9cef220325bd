import type { ExperimentResult } from "../../experiment/experiment-result.ts";
import { markdownOf } from "../document/markdown.ts";
import { terminalOf } from "../document/terminal.ts";
import type { Palette } from "../paint.ts";
import type { ReportFile } from "../report-file.ts";
import { accuracyChart } from "./accuracy-chart.ts";
import { experimentDocument } from "./experiment-document.ts";
import { viewWeightsChart } from "./view-weights-chart.ts";

/** An experiment as files: result.json, report.md, and a chart for each table and for the weights of the views. Equal results give equal bytes. */
export function experimentReport(result: ExperimentResult): readonly ReportFile[] {
  return [
    { path: "result.json", content: `${JSON.stringify(result, null, 2)}\n` },
    { path: "report.md", content: markdownOf(experimentDocument(result)) },
    ...result.tables.map((table, i) => ({ path: `table-${i + 1}.svg`, content: accuracyChart(table) })),
    ...result.viewWeights.map((weights, i) => ({ path: `weights-${i + 1}.svg`, content: viewWeightsChart(weights) })),
  ];
}

/** An experiment for a terminal `columns` cells wide. */
export const experimentSummary = (result: ExperimentResult, columns: number, paint: Palette): string =>
  terminalOf(experimentDocument(result), columns, paint);
