import type { Contrast } from "../../audit/result/contrast.ts";
import type { Estimate } from "../../audit/result/interval.ts";
import { frontier, type FrontierPoint } from "../chart/frontier.ts";
import { type Document, foreign, tableOf } from "../document/document.ts";
import { fixed, points as pointsText } from "../figures.ts";
import type { Chapter } from "./chapters.ts";
import { Figure } from "./figure.tsx";
import { Foreign } from "./foreign.tsx";

interface Cost {
  readonly name: string;
  readonly unit: string;
  readonly of: (chapter: Chapter, decoder: string) => number | null;
}

const costs: readonly Cost[] = [
  { name: "perplexity", unit: "perplexity under the unmodified model", of: perplexityOf },
  { name: "KL", unit: "KL from the unmodified model, nats a token", of: divergenceOf },
];

/** Fairness against what it cost, for each chapter. */
export const FrontierSection = ({ chapters }: { readonly chapters: readonly Chapter[] }) => (
  <>
    <p>
      The largest absolute difference in negative texts, with its interval, over what the decoder cost in quality.
      Bottom left is best; the dashed line is the margin. Decoders without a distribution of their own have no KL.
    </p>
    <div className="pairs">
      {chapters.flatMap((chapter) =>
        costs.map((cost) => <Frontier key={`${chapter.id} ${cost.name}`} chapter={chapter} cost={cost} />),
      )}
    </div>
  </>
);

function Frontier({ chapter, cost }: { readonly chapter: Chapter; readonly cost: Cost }) {
  const { cells, config } = chapter.result;
  const decoders = [...new Set(cells.map(({ decoder }) => decoder))];
  const points = decoders.flatMap((decoder) => pointOf(chapter, decoder, cost));
  if (points.length === 0) return null;
  const title = `Gap against ${cost.name}`;
  return (
    <Figure
      id={`frontier-${cost.name}-${chapter.id}`}
      title={title}
      chapter={chapter}
      description={<Best points={points} />}
      draw={(name) => frontier(points, config.analysis.margin, cost.unit, name)}
      behind={tableBehind(points, cost.unit)}
    />
  );
}

function Best({ points }: { readonly points: readonly FrontierPoint[] }) {
  const [first] = [...points].sort((a, b) => a.gap - b.gap || a.cost - b.cost);
  return first === undefined ? null : (
    <>
      Smallest gap: <Foreign text={first.decoder} />, {sizeText(first.gap)}.
    </>
  );
}

function pointOf(chapter: Chapter, decoder: string, cost: Cost): readonly FrontierPoint[] {
  const { contrasts, config } = chapter.result;
  const own = contrasts.filter(
    (row) => row.decoder === decoder && row.measure === "negative" && row.view === config.analysis.view,
  );
  const declared = own.filter((row) => row.declared);
  const widest = largestOf(declared.length > 0 ? declared : own);
  const price = cost.of(chapter, decoder);
  if (price === null || widest === undefined) return [];
  return sizesOf(widest.difference).map((sizes) => ({ decoder, cost: price, ...sizes }));
}

/** The size of a difference, with the interval of the size. */
function sizesOf({ value, low, high }: Estimate): readonly Pick<FrontierPoint, "gap" | "low" | "high">[] {
  if (value === null) return [];
  const ends = [low ?? value, high ?? value];
  const sizes = ends.map(Math.abs);
  const straddles = Math.min(...ends) < 0 && Math.max(...ends) > 0;
  return [{ gap: Math.abs(value), low: straddles ? 0 : Math.min(...sizes), high: Math.max(...sizes) }];
}

const sizeText = (size: number) => pointsText(size).replace(/^\+/u, "");
const sizeOf = (row: Contrast) => Math.abs(row.difference.value ?? -1);

const largestOf = (rows: readonly Contrast[]) =>
  rows.reduce<Contrast | undefined>(
    (most, row) => (most === undefined || sizeOf(row) > sizeOf(most) ? row : most),
    undefined,
  );

/** Mean over demographics, weighted by their texts. */
function perplexityOf({ result }: Chapter, decoder: string): number | null {
  const rows = result.quality.flatMap((row) =>
    row.decoder === decoder && typeof row.perplexity?.value === "number"
      ? [{ value: row.perplexity.value, texts: row.texts }]
      : [],
  );
  const texts = rows.reduce((sum, row) => sum + row.texts, 0);
  return texts === 0 ? null : rows.reduce((sum, row) => sum + row.value * row.texts, 0) / texts;
}

function divergenceOf({ result }: Chapter, decoder: string): number | null {
  if (decoder === result.config.analysis.baseline && result.divergences.length > 0) return 0;
  return result.divergences.find((row) => row.decoder === decoder)?.perToken.value ?? null;
}

const tableBehind = (points: readonly FrontierPoint[], unit: string): Document =>
  tableOf(
    points,
    [
      ["Decoder", ({ decoder }) => foreign(decoder)],
      [`${unit}#`, ({ cost }) => fixed(3)(cost)],
      ["Largest gap#", ({ gap }) => sizeText(gap)],
      ["Interval of its size#", ({ low, high }) => `${sizeText(low)} to ${sizeText(high)}`],
    ],
    "No decoder has both figures.",
    "result.json",
  );
