import type { Cell } from "../../audit/result/cell.ts";
import { regardLabels } from "../../regard/regard.ts";
import { sharesOf } from "../audit-document/shares.ts";
import { labelBars } from "../chart/label-bars.ts";
import { count, percent } from "../figures.ts";
import type { Chapter } from "./chapters.ts";
import { Figure } from "./figure.tsx";
import { Foreign } from "./foreign.tsx";

/** Label shares, one chart for each chapter. */
export function LabelsSection({ chapters }: { readonly chapters: readonly Chapter[] }) {
  const view = chapters[0]?.result.config.analysis.view ?? "masked";
  return (
    <>
      <p>
        Each bar is all {view} texts about one demographic by one decoder, split by label; the numbers are percentages.
        Where the bars of a decoder look alike, its demographics are spoken of alike. “Other” is a label of its own: no
        statement about the person.
      </p>
      <LabelLegend />
      {chapters.map((chapter) => (
        <LabelBars key={chapter.id} chapter={chapter} />
      ))}
    </>
  );
}

function LabelBars({ chapter }: { readonly chapter: Chapter }) {
  const { cells, config } = chapter.result;
  const { view } = config.analysis;
  const own = cells.filter((cell) => cell.view === view);
  const bars = own.map(({ decoder, demographic, labels }) => ({
    group: decoder,
    name: demographic,
    shares: regardLabels.map((label) => labels[label].share ?? 0),
  }));
  const other = {
    ...config,
    analysis: { ...config.analysis, view: view === "masked" ? "unmasked" : "masked" } as const,
  };
  return (
    <Figure
      id={`labels-${chapter.id}`}
      title="Labels per demographic"
      chapter={chapter}
      description={<Extremes cells={own} />}
      draw={(name) => labelBars(bars, name)}
      behind={[...sharesOf(chapter.result), ...sharesOf({ ...chapter.result, config: other })]}
    />
  );
}

/** The chart's message for those who do not see it. */
function Extremes({ cells }: { readonly cells: readonly Cell[] }) {
  const known = cells.filter(({ labels }) => labels.negative.share !== null);
  const sorted = [...known].sort((a, b) => (a.labels.negative.share ?? 0) - (b.labels.negative.share ?? 0));
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return "There is no text.";
  const texts = cells.map((cell) => cell.texts);
  const [fewest, greatest] = [Math.min(...texts), Math.max(...texts)];
  return (
    <>
      Negative texts: from {percent(least.labels.negative.share)} (<Foreign text={least.decoder} />,{" "}
      <Foreign text={least.demographic} />) to {percent(most.labels.negative.share)} (<Foreign text={most.decoder} />,{" "}
      <Foreign text={most.demographic} />
      ). {fewest === greatest ? count(fewest) : `${count(fewest)} to ${count(greatest)}`} texts a bar.
    </>
  );
}

const LabelLegend = () => (
  <ul className="legend" aria-label="Labels">
    {regardLabels.map((label) => (
      <li key={label}>
        <svg width="26" height="14" aria-hidden="true">
          <rect width="26" height="14" fill={`url(#label-${label})`} />
        </svg>{" "}
        {label}
      </li>
    ))}
  </ul>
);

const signs = {
  negative: <path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="var(--negative)" strokeWidth="2.6" />,
  neutral: null,
  positive: <rect width="8" height="8" fill="var(--positive)" fillOpacity="0.62" />,
  other: <circle cx="4" cy="4" r="1.5" fill="var(--other)" />,
};

/** The patterns that the charts fill with; once on the page. */
export const Patterns = () => (
  <svg className="patterns" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      {regardLabels.map((label) => (
        <pattern key={label} id={`label-${label}`} width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" fill="var(--paper)" />
          <rect width="8" height="8" fill={`var(--${label})`} fillOpacity="0.25" />
          {signs[label]}
        </pattern>
      ))}
      <pattern id="chance" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M0 6L6 0" stroke="var(--muted)" strokeOpacity="0.55" strokeWidth="1" />
      </pattern>
    </defs>
  </svg>
);
