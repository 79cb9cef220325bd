import {
  axisFy,
  axisX,
  axisY,
  dot,
  gridX,
  link,
  type Markish,
  type PlotOptions,
  text,
  type TextOptions,
} from "@observablehq/plot";
import type { ExperimentTable, TableCell } from "../../experiment/experiment-table.ts";
import { base, hundredths, rowName, rowNames, shortName } from "../chart/axis.ts";
import { drawChart } from "../chart/draw-chart.ts";
import { standalone } from "../chart/standalone.ts";

interface Mark {
  readonly block: string;
  readonly row: string;
  readonly value: number;
}

/** Cells of text that a name may take, and about how wide one is, px. */
const longest = 50;
const cell = 6.7;
const widthOf = (names: readonly string[]): number =>
  Math.ceil(cell * Math.min(longest, Math.max(1, ...names.map(({ length }) => length))));
const gap = 14;
const plotWidth = 560;
/** Where ours and the published figures stand in numbers, px right of the plot, and the room for both. */
const numbers = { ours: 48, published: 100, room: 112 } as const;
const at = { fy: "block", y: "row", x: "value" } as const;

/** Figures in a column right of the plot. */
const inNumbers = (dx: number): TextOptions => ({
  fy: "block",
  y: "row",
  x: () => 1,
  text: ({ value }: Mark) => (100 * value).toFixed(1),
  dx,
  textAnchor: "end",
  fontVariant: "tabular-nums",
});

/** The axes: percent below, blocks and lines on the left. */
const axes = (
  blocks: readonly string[],
  titles: readonly string[],
  { marginLeft, hasPublished }: { readonly marginLeft: number; readonly hasPublished: boolean },
): Markish[] => [
  axisX({
    anchor: "bottom",
    label: hasPublished ? "accuracy, %: full ours, hollow published" : "accuracy, %",
    labelArrow: "none",
    tickFormat: hundredths,
  }),
  axisFy({
    anchor: "left",
    dx: -marginLeft + gap,
    textAnchor: "start",
    label: null,
    tickFormat: (row: string) => shortName(blocks[Number(row)] ?? "", longest),
  }),
  axisY({
    label: null,
    tickSize: 0,
    tickFormat: (row: string) => shortName(titles[Number(row)] ?? "", longest),
  }),
];

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
  const titles = table.columns.map(({ title }) => title);
  const marginLeft = widthOf(blocks) + widthOf(titles) + 3 * gap;
  const options: PlotOptions = {
    ...base,
    width: marginLeft + plotWidth + numbers.room,
    height: 70 + blocks.length * (14 + table.columns.length * 20),
    marginLeft,
    marginRight: numbers.room,
    x: { domain: [0, 1] },
    y: { domain: rowNames(table.columns), padding: 0.5 }, // lines of one block stand closer than those of two
    fy: { domain: rowNames(blocks), padding: 0.14 },
    marks: [
      gridX({ stroke: "var(--line)", strokeOpacity: 1 }),
      ...axes(blocks, titles, { marginLeft, hasPublished: published.length > 0 }),
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
      text(ours, { ...inNumbers(numbers.ours), fill: "var(--ink)" }),
      text(published, { ...inNumbers(numbers.published), fill: "var(--muted)" }),
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
