import { axisX, axisY, dot, gridX, gridY, type PlotOptions, ruleX, ruleY, text } from "@observablehq/plot";
import { base, hundredths, shortName } from "./axis.ts";
import { type ChartName, drawChart } from "./draw-chart.ts";

/** A decoder by what its fairness cost. */
export interface FrontierPoint {
  readonly decoder: string;
  /** In the axis' unit. */
  readonly cost: number;
  /** Absolute difference, a share, with its interval. */
  readonly gap: number;
  readonly low: number;
  readonly high: number;
}

/** Gap over cost, one named point for each decoder: the best place is the corner at the bottom left. */
export function frontier(points: readonly FrontierPoint[], margin: number, unit: string, name: ChartName): string {
  const costs = points.map(({ cost }) => cost);
  const [least, most] = [Math.min(...costs), Math.max(...costs)];
  const room = Math.max((most - least) * 0.18, Math.abs(most) * 0.02, 1e-3);
  const top = Math.max(margin * 1.3, ...points.map(({ high }) => high)) * 1.08;
  const options: PlotOptions = {
    ...base,
    width: 430,
    height: 300,
    marginLeft: 48,
    marginBottom: 42,
    x: { domain: [Math.max(0, least - room), most + room * 1.6], ticks: 5 },
    y: { domain: [0, top], ticks: 5 },
    marks: [
      gridX({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      ruleY([margin], { stroke: "var(--zone-edge)", strokeWidth: 1.5, strokeDasharray: "6 3" }),
      axisX({ label: unit, labelArrow: "none", labelAnchor: "center", ticks: 5 }),
      axisY({ label: "largest gap, percentage points", labelArrow: "none", tickFormat: hundredths, ticks: 5 }),
      ruleX(points, { x: "cost", y1: "low", y2: "high", stroke: "var(--muted)", strokeWidth: 1.5 }),
      dot(points, { x: "cost", y: "gap", r: 5, fill: "var(--accent)", stroke: "var(--paper)" }),
      ...points.map((point) =>
        text([point], {
          x: "cost",
          y: "gap",
          text: ({ decoder }: FrontierPoint) => shortName(decoder, 18),
          dy: -12 - 15 * crowding(point, points, most - least, top),
          dx: 6,
          textAnchor: "start",
          className: "halo",
        }),
      ),
    ],
  };
  return drawChart(options, name);
}

/** How many points to the right have their names where this one's would stand. */
const crowding = (point: FrontierPoint, points: readonly FrontierPoint[], width: number, height: number) =>
  points.filter(
    (other) =>
      other !== point &&
      (other.cost > point.cost || (other.cost === point.cost && points.indexOf(other) > points.indexOf(point))) &&
      other.cost - point.cost <= 0.22 * width &&
      Math.abs(other.gap - point.gap) < 0.08 * height,
  ).length;
