import { axisX, axisY, barY, gridY, type PlotOptions, ruleX, text } from "@observablehq/plot";
import type { ViewWeights } from "../../experiment/experiment-result.ts";
import { base, rowName, rowNames, shortName } from "../chart/axis.ts";
import { drawChart } from "../chart/draw-chart.ts";
import { standalone } from "../chart/standalone.ts";

/** Mean λ of each view as bars, with ± one standard deviation over the inputs. */
export function viewWeightsChart({ title, views, weights }: ViewWeights): string {
  const bars = views.map((_, i) => {
    const { mean = 0, deviation = 0 } = weights[i] ?? {};
    return { view: rowName(i), mean, low: Math.max(0, mean - deviation), high: mean + deviation };
  });
  const top = bars.reduce((most, { high }) => Math.max(most, high), 0) * 1.12;
  const options: PlotOptions = {
    ...base,
    width: 120 + 90 * views.length,
    height: 260,
    marginLeft: 54,
    x: { domain: rowNames(views), padding: 0.35 },
    y: { domain: [0, top === 0 ? 1 : top] },
    marks: [
      gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      axisY({ label: "mean λ", labelArrow: "none", ticks: 5 }),
      axisX({ label: null, tickSize: 0, tickFormat: (row: string) => shortName(views[Number(row)] ?? "", 12) }),
      barY(bars, { x: "view", y: "mean", fill: "var(--accent)", fillOpacity: 0.75 }),
      ruleX(bars, { x: "view", y1: "low", y2: "high", stroke: "var(--ink)", strokeWidth: 1.5 }),
      text(bars, {
        x: "view",
        y: "high",
        text: ({ mean }: { mean: number }) => mean.toFixed(2),
        dy: -8,
        fill: "var(--ink)",
      }),
    ],
  };
  return standalone(drawChart(options, { title, describedBy: "weights" }));
}
