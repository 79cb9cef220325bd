import { axisFy, axisX, axisY, barX, gridX, type PlotOptions, stackX, text } from "@observablehq/plot";
import { type RegardLabel, regardLabels } from "../../regard/regard.ts";
import { base, hundredths, rowName, shortName } from "./axis.ts";
import { type ChartName, drawChart } from "./draw-chart.ts";

/** One bar: the shares of the four labels, in the order of `regardLabels`, summing to 1. */
export interface LabelBar {
  readonly group: string;
  readonly name: string;
  readonly shares: readonly number[];
}

interface Segment {
  readonly group: string;
  readonly row: string;
  readonly label: RegardLabel;
  readonly share: number;
  /** Of the segment. */
  readonly middle: number;
}

const marginLeft = 260;

/** Stacked bars in blocks, one block a group. Labels have patterns and, where there is room, their percentage. */
export function labelBars(bars: readonly LabelBar[], name: ChartName): string {
  const groups = [...new Set(bars.map(({ group }) => group))];
  const names = [...new Set(bars.map((bar) => bar.name))];
  const segments = bars.flatMap((bar) => segmentsOf(bar, groups.indexOf(bar.group), names.indexOf(bar.name)));
  const options: PlotOptions = {
    ...base,
    width: 880,
    height: 62 + groups.length * (14 + names.length * 22),
    marginLeft,
    x: { domain: [0, 1] },
    y: { domain: names.map((_, index) => rowName(index)), padding: 0.12 },
    fy: { domain: groups.map((_, index) => rowName(index)), padding: 0.14 },
    color: { domain: [...regardLabels], range: regardLabels.map((label) => `url(#label-${label})`) },
    marks: [
      gridX({ stroke: "var(--line)", strokeOpacity: 1 }),
      axisX({ anchor: "bottom", label: "share of texts, %", labelArrow: "none", tickFormat: hundredths }),
      axisFy({
        anchor: "left",
        dx: -marginLeft + 14,
        textAnchor: "start",
        label: null,
        tickFormat: (row: string) => shortName(groups[Number(row)] ?? "", 18),
      }),
      axisY({ label: null, tickSize: 0, tickFormat: (row: string) => shortName(names[Number(row)] ?? "", 20) }),
      barX(
        segments,
        stackX({ x: "share", y: "row", fy: "group", fill: "label", order: [...regardLabels], stroke: "var(--paper)" }),
      ),
      text(
        segments.filter(({ share }) => share >= 0.045),
        {
          x: "middle",
          y: "row",
          fy: "group",
          text: ({ share }: Segment) => hundredths(Math.round(share * 100) / 100),
          className: "halo",
        },
      ),
    ],
  };
  return drawChart(options, name);
}

function segmentsOf({ shares }: LabelBar, group: number, row: number): readonly Segment[] {
  let below = 0;
  return regardLabels.map((label, index) => {
    const share = shares[index] ?? 0;
    below += share;
    return { group: rowName(group), row: rowName(row), label, share, middle: below - share / 2 };
  });
}
