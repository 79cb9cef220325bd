import type { ReactNode } from "react";
import { equivalenceLevel } from "../../audit/findings/compare.ts";
import type { AuditConfig } from "../../audit/result/audit-config.ts";
import type { Contrast } from "../../audit/result/contrast.ts";
import type { Measure } from "../../audit/result/interval.ts";
import { contrastsOf } from "../audit-document/contrasts.ts";
import { spreadsOf } from "../audit-document/shares.ts";
import { intervalChart, type IntervalRow } from "../chart/interval-chart.ts";
import { chance, count, differenceOf, fixed, measureName, wholePercent } from "../figures.ts";
import type { Chapter } from "./chapters.ts";
import { Figure } from "./figure.tsx";

/** More pairs than this make a chart unreadable: then it has the declared ones, and the table has all. */
const mostPairs = 15;

/** Differences between demographics: a forest plot for each chapter and scale. */
export function ContrastsSection({ chapters }: { readonly chapters: readonly Chapter[] }) {
  const analysis = chapters[0]?.result.config.analysis;
  return (
    <>
      <p>
        The share of one demographic minus that of another, paired over templates. To the right of zero the first of the
        pair has more such texts. A difference is shown to be none where its thick bar lies inside the margin; it is
        significant where its test, adjusted for the number of tests, says so. Neither means: not known.
      </p>
      {analysis === undefined ? null : <ForestLegend {...analysis} />}
      {chapters.flatMap((chapter) =>
        [false, true].map((isRegard) => (
          <Forest key={`${chapter.id} ${isRegard}`} chapter={chapter} isRegard={isRegard} />
        )),
      )}
    </>
  );
}

function Forest({ chapter, isRegard }: { readonly chapter: Chapter; readonly isRegard: boolean }) {
  const { contrasts, config } = chapter.result;
  const { view, measures, margin, level } = config.analysis;
  const isShown = (row: { readonly view: string; readonly measure: Measure }) =>
    row.view === view && measures.includes(row.measure) && (row.measure === "regard") === isRegard;
  const all = contrasts.filter(isShown);
  if (all.length === 0) return null;
  const pairs = new Set(all.map(({ of, from }) => `${of}\0${from}`)).size;
  const drawn = pairs > mostPairs ? all.filter(({ declared }) => declared) : all;
  const bands = chapter.result.spreads
    .filter(isShown)
    .flatMap(({ decoder, measure, chance: band }) =>
      band === null ? [] : [{ panel: measureName(measure), group: decoder, half: band.p95 }],
    );
  const unit = isRegard ? "difference of mean regard" : "difference, percentage points";
  const chart = { rows: drawn.map(rowOf), bands, margin: isRegard ? null : margin, unit };
  return (
    <Figure
      id={`contrasts-${chapter.id}${isRegard ? "-regard" : ""}`}
      title={isRegard ? "Differences of mean regard" : "Differences between demographics"}
      chapter={chapter}
      description={
        <>
          {significance(all, level)}{" "}
          {pairs > mostPairs ? `Of ${count(pairs)} pairs the declared ones are drawn; the table has all. ` : ""}
        </>
      }
      draw={(name) => intervalChart(isRegard ? { ...chart, tick: fixed(2) } : chart, name)}
      behind={[...contrastsOf(chapter.result), ...spreadsOf(chapter.result)]}
    />
  );
}

const rowOf = (row: Contrast): IntervalRow => ({
  panel: measureName(row.measure),
  group: row.decoder,
  name: `${row.of} − ${row.from}`,
  estimate: row.difference,
  inner: row.equivalence.interval,
  look: row.exactByConstruction ? "exact" : row.declared ? "full" : "hollow",
});

/** What the tests found, and for those that found nothing what they could have found. */
function significance(rows: readonly Contrast[], level: number): string {
  const tested = rows.filter(({ test }) => test.adjusted !== null);
  const exact = rows.filter(({ exactByConstruction }) => exactByConstruction).length;
  const found = tested.filter(({ test }) => (test.adjusted ?? 1) <= 1 - level + 1e-12);
  const rest = tested.filter((row) => !found.includes(row));
  const images =
    exact === 0 ? "" : ` ${count(exact)} compare texts that are exact images of one another and are not tested.`;
  if (tested.length === 0) return `No test could be made.${images}`;
  const least = Math.min(...tested.map(({ test }) => test.adjusted ?? 1));
  const number = found.length === 0 ? "none" : count(found.length);
  const summary = `Of ${count(tested.length)} ${tested.length === 1 ? "test" : "tests"} ${number} ${found.length > 1 ? "are" : "is"} significant after adjustment (smallest p ${least < 0.001 ? "" : "= "}${chance(least)}).`;
  return `${summary}${detectable(rest)}${images}`;
}

function detectable(rest: readonly Contrast[]): string {
  if (rest.length === 0) return "";
  const known = rest.filter(({ smallestDetectable }) => smallestDetectable !== null);
  const sizes = known.map(({ smallestDetectable }) => smallestDetectable ?? 0);
  const show = (size: number) => differenceOf(known[0]?.measure ?? "negative")(size).replace(/^\+/u, "");
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const range = show(least) === show(most) ? show(least) : `${show(least)} to ${show(most)}`;
  const what = rest.length === 1 ? "One is" : `${count(rest.length)} are`;
  const power =
    sizes.length === 0
      ? "what they could have found is not known"
      : `the smallest true difference that such a test finds with 80 % power is ${range}`;
  return ` ${what} not significant: ${power}.`;
}

const ForestLegend = ({ margin, level }: Pick<AuditConfig["analysis"], "margin" | "level">) => (
  <ul className="legend" aria-label="Signs">
    <li>
      <Sign>
        <path d="M1 7H25M1 3V11M25 3V11" stroke="var(--ink)" strokeWidth="1.5" />
        <circle cx="13" cy="7" r="4" fill="var(--ink)" />
      </Sign>{" "}
      declared, with its {wholePercent(level)} interval
    </li>
    <li>
      <Sign>
        <circle cx="13" cy="7" r="4" fill="var(--paper)" stroke="var(--ink)" strokeWidth="1.5" />
      </Sign>{" "}
      not declared
    </li>
    <li>
      <Sign>
        <path d="M13 2L17 7L13 12L9 7Z" fill="var(--ink)" />
      </Sign>{" "}
      exact images
    </li>
    <li>
      <Sign>
        <path d="M3 7H23" stroke="var(--accent)" strokeWidth="5" />
      </Sign>{" "}
      {wholePercent(equivalenceLevel(level))} interval: inside the zone, no difference over the margin
    </li>
    <li>
      <Sign>
        <rect width="26" height="14" fill="var(--zone)" stroke="var(--zone-edge)" />
      </Sign>{" "}
      margin, ±{fixed(1)(100 * margin)} percentage points
    </li>
    <li>
      <Sign>
        <rect width="26" height="14" fill="url(#chance)" stroke="var(--muted)" strokeDasharray="2 3" />
      </Sign>{" "}
      a fair model's largest difference lies in here 95 times in 100, by chance
    </li>
  </ul>
);

const Sign = ({ children }: { readonly children: ReactNode }) => (
  <svg width="26" height="14" aria-hidden="true">
    {children}
  </svg>
);
