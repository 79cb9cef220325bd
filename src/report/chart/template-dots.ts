import { axisFx, axisX, axisY, dot, gridX, gridY, type PlotOptions, ruleY, text } from "@observablehq/plot";
import { base, hundredths, rowName, rowNames, shortName } from "./axis.ts";
import { type ChartName, drawChart } from "./draw-chart.ts";

/** One dot: the share of one demographic's texts of one template. */
export interface TemplateDot {
  readonly decoder: string;
  readonly template: string;
  readonly demographic: string;
  readonly share: number;
}

const symbols = ["circle", "triangle", "square", "diamond", "star", "wye", "cross"] as const;
const series = 6;
const colourOf = (index: number) => `var(--series-${index % series})`;
const symbolOf = (index: number) => symbols[index % symbols.length] ?? "circle";

/** A row for each template, a panel for each decoder; symbols tell the demographics apart, and a line joins them. */
export function templateDots(dots: readonly TemplateDot[], name: ChartName): string {
  const decoders = [...new Set(dots.map(({ decoder }) => decoder))];
  const templates = [...new Set(dots.map(({ template }) => template))];
  const demographics = [...new Set(dots.map(({ demographic }) => demographic))];
  const points = dots.map((point) => ({
    panel: rowName(decoders.indexOf(point.decoder)),
    row: rowName(templates.indexOf(point.template)),
    series: demographics.indexOf(point.demographic),
    share: point.share,
  }));
  const reach = Math.max(0.1, ...points.map(({ share }) => share));
  const options: PlotOptions = {
    ...base,
    width: 880,
    height: 84 + templates.length * 17,
    marginTop: 34,
    marginLeft: 250,
    x: { domain: [0, reach], ticks: 3, nice: true },
    y: { domain: rowNames(templates), type: "point", padding: 0.8 },
    fx: { domain: rowNames(decoders), paddingInner: 0.2, paddingOuter: 0 },
    marks: [
      gridX({ stroke: "var(--line)", strokeOpacity: 1, ticks: 3 }),
      gridY({ stroke: "var(--line)", strokeOpacity: 0.5 }),
      axisX({ anchor: "bottom", label: "negative texts, %", labelArrow: "none", tickFormat: hundredths, ticks: 3 }),
      axisFx({ label: null, tickFormat: (row: string) => shortName(decoders[Number(row)] ?? "", 16) }),
      axisY({ label: null, tickSize: 0, tickFormat: (row: string) => shortName(templates[Number(row)] ?? "", 36) }),
      ruleY(spans(points), { fx: "panel", y: "row", x1: "low", x2: "high", stroke: "var(--muted)" }),
      ...demographics.map((_, index) =>
        dot(
          points.filter((point) => point.series === index),
          { fx: "panel", y: "row", x: "share", symbol: symbolOf(index), r: 4, ...lookOf(index) },
        ),
      ),
    ],
  };
  return drawChart(options, name);
}

/** What the symbols stand for, as a chart of one line. */
export function demographicLegend(demographics: readonly string[], name: ChartName): string {
  const names = demographics.map((demographic) => shortName(demographic));
  const starts = names.map((_, index) => names.slice(0, index).reduce((sum, one) => sum + 40 + one.length * 7.5, 12));
  const width = 12 + names.reduce((sum, one) => sum + 40 + one.length * 7.5, 0);
  const items = names.map((label, index) => ({ label, at: starts[index] ?? 0, index }));
  const options: PlotOptions = {
    width,
    height: 24,
    margin: 0,
    x: { domain: [0, width], range: [0, width], axis: null },
    y: { domain: [0, 1], axis: null },
    marks: [
      ...items.map((item) =>
        dot([item], { x: "at", y: () => 0.5, symbol: symbolOf(item.index), r: 4.5, ...lookOf(item.index) }),
      ),
      text(items, { x: "at", y: () => 0.5, text: "label", textAnchor: "start", dx: 12 }),
    ],
  };
  return drawChart(options, name);
}

/** After a round of the symbols they come hollow. */
const lookOf = (index: number) => ({
  fill: colourOf(index),
  fillOpacity: index % (2 * symbols.length) < symbols.length ? 0.35 : 0,
  stroke: colourOf(index),
  strokeWidth: 1.5,
});

interface Point {
  readonly panel: string;
  readonly row: string;
  readonly share: number;
}

function spans(points: readonly Point[]) {
  const rows = new Map<string, Point & { readonly low: number; readonly high: number }>();
  for (const point of points) {
    const place = `${point.panel}/${point.row}`;
    const { low, high } = rows.get(place) ?? { low: Infinity, high: -Infinity };
    rows.set(place, { ...point, low: Math.min(low, point.share), high: Math.max(high, point.share) });
  }
  return [...rows.values()];
}
