import { axisFy, axisX, axisY, dot, gridX, link, type PlotOptions, text } from "@observablehq/plot";
import type { ExperimentTable, TableCell } from "../../experiment/experiment-table.ts";
import { base, hundredths, rowName, rowNames, shortName } from "../chart/axis.ts";
import { drawChart } from "../chart/draw-chart.ts";
import { standalone } from "../chart/standalone.ts";

interface Mark {
  readonly block: string;
  readonly row: string;
  readonly value: number;
}

const marginLeft = 250;
const at = { fy: "block", y: "row", x: "value" } as const;

/** A table of accuracies as a picture: a block for each row of the table, a line for each column; ours full with its interval or deviation, the published hollow. */
export function accuracyChart(table: ExperimentTable): string {
  const blocks = table.rows.map((row) => table.rowSettings.map((name) => row[name] ?? "").join(", "));
  const cells = table.cells.flatMap((row, i) => row.map((cell, j) => ({ block: rowName(i), row: rowName(j), cell })));
  const ours = cells.flatMap(({ block, row, cell }) =>
    cell.ours === null ? [] : [{ block, row, value: cell.ours.mean.value ?? 0, ...reachOf(cell.ours) }],
  );
  const published = cells.flatMap(({ block, row, cell }): readonly Mark[] =>
    cell.published === null ? [] : [{ block, row, value: cell.published.mean }],
  );
  const options: PlotOptions = {
    ...base,
    width: 880,
    height: 70 + blocks.length * (14 + table.columns.length * 20),
    marginLeft,
    x: { domain: [0, 1] },
    y: { domain: rowNames(table.columns), padding: 0.1 },
    fy: { domain: rowNames(blocks), padding: 0.14 },
    marks: [
      gridX({ stroke: "var(--line)", strokeOpacity: 1 }),
      axisX({ anchor: "bottom", label: "accuracy, %", labelArrow: "none", tickFormat: hundredths }),
      axisFy({
        anchor: "left",
        dx: -marginLeft + 14,
        textAnchor: "start",
        label: null,
        tickFormat: (row: string) => shortName(blocks[Number(row)] ?? "", 20),
      }),
      axisY({
        label: null,
        tickSize: 0,
        tickFormat: (row: string) => shortName(table.columns[Number(row)]?.title ?? "", 22),
      }),
      link(ours, {
        fy: "block",
        x1: "low",
        x2: "high",
        y1: "row",
        y2: "row",
        stroke: "var(--accent)",
        strokeWidth: 4,
        strokeOpacity: 0.45,
      }),
      dot(published, { ...at, r: 5, fill: "var(--paper)", stroke: "var(--ink)", strokeWidth: 1.5 }),
      dot(ours, { ...at, r: 3.5, fill: "var(--accent)", stroke: "var(--paper)", strokeWidth: 0.8 }),
      text(ours, {
        ...at,
        text: ({ value }: Mark) => hundredths(Math.round(value * 1000) / 1000),
        dx: 10,
        textAnchor: "start",
        fill: "var(--ink)",
      }),
    ],
  };
  const legend = published.length > 0 ? "full: ours, hollow: published" : "with intervals";
  return standalone(drawChart(options, { title: `${table.title}: accuracy, ${legend}`, describedBy: "table" }));
}

/** ± one standard deviation over the seeds, or the interval of one seed. */
function reachOf({ mean, deviation }: NonNullable<TableCell["ours"]>) {
  const value = mean.value ?? 0;
  if (deviation === null) return { low: mean.low ?? value, high: mean.high ?? value };
  return { low: Math.max(0, value - deviation), high: Math.min(1, value + deviation) };
}
