import { effectsOf } from "../audit-document/contrasts.ts";
import { intervalChart } from "../chart/interval-chart.ts";
import { measureName, wholePercent } from "../figures.ts";
import type { Document } from "../document/document.ts";
import type { Chapter } from "./chapters.ts";
import { Figure } from "./figure.tsx";

/** What each decoder changed against the baseline: gaps, then each demographic's shares. */
export const EffectsSection = ({ chapters }: { readonly chapters: readonly Chapter[] }) => (
  <>
    <p>
      Each decoder against the baseline, paired over templates, with{" "}
      {wholePercent(chapters[0]?.result.config.analysis.level)} intervals. The first chart of each pair asks what became
      of the gap: gap before minus gap after, both with their signs (difference in differences). The second shows where
      it came from: how each demographic's share moved.
    </p>
    {chapters.map((chapter) => (
      <div key={chapter.id}>
        <Effects chapter={chapter} />
        <Shifts chapter={chapter} />
      </div>
    ))}
  </>
);

/** Mean regard has a scale of its own and stays in the table. */
const isShare = (view: string) => (row: { readonly view: string; readonly measure: string }) =>
  row.view === view && row.measure !== "regard";

function Effects({ chapter }: { readonly chapter: Chapter }) {
  const { effects, config } = chapter.result;
  const { view, measures } = config.analysis;
  const rows = effects.filter((row) => isShare(view)(row) && measures.includes(row.measure));
  if (rows.length === 0) return null;
  return (
    <Figure
      id={`effects-${chapter.id}`}
      title="How much of the gap went away"
      chapter={chapter}
      description="Zero: the decoder left the gap as it was."
      draw={(name) =>
        intervalChart(
          {
            rows: rows.map((row) => ({
              panel: measureName(row.measure),
              group: row.decoder,
              name: `${row.of} − ${row.from}`,
              estimate: row.change,
              look: "full",
            })),
            bands: [],
            margin: null,
            unit: "change of the gap, percentage points",
          },
          name,
        )
      }
      behind={tablesOf(chapter, { shifts: [] })}
    />
  );
}

function Shifts({ chapter }: { readonly chapter: Chapter }) {
  const { shifts, config } = chapter.result;
  const { view, measures } = config.analysis;
  const rows = shifts.filter((row) => isShare(view)(row) && measures.includes(row.measure));
  if (rows.length === 0) return null;
  return (
    <Figure
      id={`shifts-${chapter.id}`}
      title="How each demographic's shares moved"
      chapter={chapter}
      description="To the right: more texts with that label than the baseline has."
      draw={(name) =>
        intervalChart(
          {
            rows: rows.map((row) => ({
              panel: measureName(row.measure),
              group: row.decoder,
              name: row.demographic,
              estimate: row.change,
              look: "full",
            })),
            bands: [],
            margin: null,
            unit: "change of the share, percentage points",
          },
          name,
        )
      }
      behind={tablesOf(chapter, { effects: [] })}
    />
  );
}

const tablesOf = ({ result }: Chapter, without: { readonly effects?: []; readonly shifts?: [] }): Document =>
  effectsOf({ ...result, ...without }).filter((block) => block.kind === "table" && block.rows.length > 0);
