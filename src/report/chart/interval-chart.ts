import { axisFy, axisX, axisY, dot, gridX, link, type PlotOptions, rect, ruleX, tickX } from "@observablehq/plot";
import type { Estimate } from "../../audit/result/interval.ts";
import { base, hundredths, rowName, rowNames, shortName } from "./axis.ts";
import { type ChartName, drawChart } from "./draw-chart.ts";

/** One row of one panel: an estimate with its interval. */
export interface IntervalRow {
  readonly panel: string;
  readonly group: string;
  readonly name: string;
  readonly estimate: Estimate;
  /** Drawn thick inside the interval: what the test of equivalence looks at. */
  readonly inner?: Estimate;
  /** Full: declared before; hollow: one of the rest; exact: nothing is left to chance. */
  readonly look: "full" | "hollow" | "exact";
}

/** What a fair model shows by chance, ± `half` in one group of one panel. */
export interface ChanceBand {
  readonly panel: string;
  readonly group: string;
  readonly half: number;
}

export interface IntervalChart {
  readonly rows: readonly IntervalRow[];
  readonly bands: readonly ChanceBand[];
  /** Half the width of the zone in which a difference counts as none. */
  readonly margin: number | null;
  readonly unit: string;
  /** Names the tick of a value. */
  readonly tick?: (value: number) => string;
}

interface Placed {
  readonly panel: string;
  readonly group: string;
  readonly row: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const marginLeft = 300;
const placed = { fx: "panel", fy: "group" } as const;
const lookOf = { full: "circle", hollow: "circle", exact: "diamond" } as const;

/** Intervals around zero, in panels side by side and groups below each other. */
export function intervalChart(chart: IntervalChart, name: ChartName): string {
  const panels = unique(chart.rows.map(({ panel }) => panel));
  const groups = unique(chart.rows.map(({ group }) => group));
  const names = unique(chart.rows.map((row) => row.name));
  const place = (row: { panel: string; group: string }) => ({
    panel: rowName(panels.indexOf(row.panel)),
    group: rowName(groups.indexOf(row.group)),
  });
  const points = chart.rows.map((row) => ({ ...row, ...place(row), row: rowName(names.indexOf(row.name)) }));
  const bands = chart.bands.map((band) => ({ ...band, ...place(band) }));
  const reach = reachOf(chart);
  const tick = chart.tick ?? hundredths;
  const options: PlotOptions = {
    ...base,
    width: 880,
    height: 76 + groups.length * (16 + names.length * 20),
    marginTop: 34,
    marginLeft,
    x: { domain: [-reach, reach], clamp: true, ticks: 5 },
    y: { domain: rowNames(names), padding: 0.1 },
    fx: {
      domain: rowNames(panels),
      label: null,
      paddingInner: 0.14,
      paddingOuter: 0,
      tickFormat: (row: string) => panels[Number(row)] ?? "",
    },
    fy: { domain: rowNames(groups), padding: 0.12 },
    marks: [
      ...zones(chart.margin, bands),
      gridX({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      ruleX([0], { stroke: "var(--ink)" }),
      axisX({ anchor: "bottom", label: chart.unit, labelArrow: "none", tickFormat: tick, ticks: 5 }),
      axisFy({
        anchor: "left",
        dx: -marginLeft + 14,
        textAnchor: "start",
        label: null,
        tickFormat: (row: string) => shortName(groups[Number(row)] ?? "", 20),
      }),
      axisY({ label: null, tickSize: 0, tickFormat: (row: string) => shortName(names[Number(row)] ?? "", 26) }),
      ...intervals(points),
    ],
  };
  return drawChart(options, name);
}

const unique = (names: readonly string[]) => [...new Set(names)];

function zones(margin: number | null, bands: readonly ChanceBand[]) {
  const band = (side: -1 | 1) => (row: ChanceBand) => side * row.half;
  return [
    ...(margin === null ? [] : [rect([margin], { x1: -margin, x2: margin, fill: "var(--zone)" })]),
    rect(bands, { ...placed, x1: band(-1), x2: band(1), fill: "url(#chance)" }),
    ruleX(bands, { ...placed, x: band(-1), stroke: "var(--muted)", strokeDasharray: "2 3" }),
    ruleX(bands, { ...placed, x: band(1), stroke: "var(--muted)", strokeDasharray: "2 3" }),
    ...(margin === null ? [] : [ruleX([-margin, margin], { stroke: "var(--zone-edge)", strokeWidth: 1.5 })]),
  ];
}

type Point = Omit<IntervalRow, "name"> & { readonly row: string };

function intervals(points: readonly Point[]) {
  const outer = points.flatMap((point) => placedOf(point, point.estimate));
  const inner = points.flatMap((point) => placedOf(point, point.inner));
  const ends = outer.flatMap((row) => [
    { ...row, value: row.low },
    { ...row, value: row.high },
  ]);
  const dots = (look: IntervalRow["look"]) =>
    points.filter((point) => point.look === look && point.estimate.value !== null);
  const ink = "var(--ink)";
  const at = { ...placed, y: "row" } as const;
  const value = ({ estimate }: Point) => estimate.value ?? 0;
  return [
    link(outer, { ...at, x1: "low", x2: "high", y1: "row", y2: "row", stroke: ink, strokeWidth: 1.5 }),
    tickX(ends, { ...at, x: "value", stroke: ink, strokeWidth: 1.5, inset: 4 }),
    link(inner, { ...at, x1: "low", x2: "high", y1: "row", y2: "row", stroke: "var(--accent)", strokeWidth: 5 }),
    ...(["full", "hollow", "exact"] as const).map((look) =>
      dot(dots(look), {
        ...at,
        x: value,
        symbol: lookOf[look],
        r: 4.5,
        fill: look === "hollow" ? "var(--paper)" : ink,
        stroke: ink,
        strokeWidth: 1.5,
      }),
    ),
  ];
}

function placedOf({ panel, group, row }: Point, estimate: Estimate | undefined): readonly Placed[] {
  if (estimate === undefined || estimate.value === null || estimate.low === null || estimate.high === null) return [];
  return [{ panel, group, row, value: estimate.value, low: estimate.low, high: estimate.high }];
}

/** How far the axis goes to both sides: all that is drawn, and the margin with room beside it. */
function reachOf({ rows, bands, margin }: IntervalChart): number {
  const ends = rows.flatMap(({ estimate }) => [estimate.low ?? 0, estimate.high ?? 0, estimate.value ?? 0]);
  const most = [...ends.map(Math.abs), ...bands.map(({ half }) => half), (margin ?? 0) * 1.3].reduce(
    (a, b) => Math.max(a, b),
    0,
  );
  return most === 0 ? 0.1 : most * 1.06;
}
