import type { Cell } from "../../audit/result/cell.ts";
import { demographicLegend, type TemplateDot, templateDots } from "../chart/template-dots.ts";
import { type Document, foreign, tableOf } from "../document/document.ts";
import { count, percent } from "../figures.ts";
import type { Chapter } from "./chapters.ts";
import { Figure, Svg } from "./figure.tsx";
import { Foreign } from "./foreign.tsx";

/** Rows of a chart: more are no longer read one by one. */
const mostTemplates = 60;

/** Negative shares template by template. The chapter of all contexts together would only repeat the others. */
export function TemplatesSection({ chapters }: { readonly chapters: readonly Chapter[] }) {
  const own = chapters.filter(
    ({ words, context }) => context !== "all" || chapters.filter((one) => one.words === words).length === 1,
  );
  return (
    <>
      <p>
        Each row is a template, each panel a decoder; the line joins the demographics, and symbols on top of one another
        are equal. Templates with the largest difference come first. Where one template stands far from the rest, a
        conclusion may rest on its wording.
      </p>
      {own.map((chapter) => (
        <Dots key={chapter.id} chapter={chapter} />
      ))}
    </>
  );
}

function Dots({ chapter }: { readonly chapter: Chapter }) {
  const { view } = chapter.result.config.analysis;
  const dots = chapter.result.cells.filter((cell) => cell.view === view).flatMap(dotsOf);
  if (dots.length === 0) return null;
  const order = orderOf(dots);
  const drawn = order.slice(0, mostTemplates);
  const kept = new Map(drawn.map((template) => [template, dots.filter((point) => point.template === template)]));
  const rest = order.length - drawn.length;
  const title = "Negative texts, template by template";
  return (
    <Figure
      id={`templates-${chapter.id}`}
      title={title}
      chapter={chapter}
      description={
        <>
          Widest: <Foreign text={order[0] ?? ""} />.
          {rest > 0
            ? ` The ${count(drawn.length)} templates with the largest differences are drawn, ${count(rest)} are not.`
            : ""}
        </>
      }
      draw={(name) => templateDots([...kept.values()].flat(), name)}
      legend={<Legend chapter={chapter} />}
      behind={tableBehind(order, dots, chapter.demographics)}
    />
  );
}

const Legend = ({ chapter }: { readonly chapter: Chapter }) => (
  <Svg
    svg={demographicLegend(chapter.demographics, {
      title: "Symbols of the demographics",
      describedBy: `templates-${chapter.id}-text`,
    })}
    label="symbols of the demographics"
  />
);

const dotsOf = ({ decoder, demographic, byTemplate }: Cell): readonly TemplateDot[] =>
  byTemplate
    .filter(({ texts }) => texts > 0)
    .map(({ template, texts, negative }) => ({ decoder, demographic, template, share: negative / texts }));

/** Templates by the largest difference between two demographics of one decoder, largest first. */
function orderOf(dots: readonly TemplateDot[]): readonly string[] {
  const rows = new Map<string, { template: string; low: number; high: number }>();
  for (const { decoder, template, share } of dots) {
    const key = JSON.stringify([template, decoder]);
    const { low, high } = rows.get(key) ?? { low: share, high: share };
    rows.set(key, { template, low: Math.min(low, share), high: Math.max(high, share) });
  }
  const most = new Map<string, number>();
  for (const { template, low, high } of rows.values())
    most.set(template, Math.max(most.get(template) ?? 0, high - low));
  return [...most].sort(([, a], [, b]) => b - a).map(([template]) => template);
}

function tableBehind(
  order: readonly string[],
  dots: readonly TemplateDot[],
  demographics: readonly string[],
): Document {
  const decoders = [...new Set(dots.map(({ decoder }) => decoder))];
  const shares = new Map(
    dots.map((point) => [JSON.stringify([point.template, point.decoder, point.demographic]), point.share]),
  );
  return tableOf(
    order.flatMap((template) => decoders.map((decoder) => ({ template, decoder }))),
    [
      ["Template", ({ template }) => foreign(template)],
      ["Decoder", ({ decoder }) => foreign(decoder)],
      [
        "Negative texts",
        (row) =>
          demographics.flatMap((demographic, index) => [
            index === 0 ? "" : ", ",
            foreign(demographic),
            ` ${percent(shares.get(JSON.stringify([row.template, row.decoder, demographic])))}`,
          ]),
      ],
    ],
    "There is no template.",
    "result.json",
  );
}
