import type { ReactNode } from "react";
import type { ChartName } from "../chart/draw-chart.ts";
import type { Document } from "../document/document.ts";
import { Blocks } from "./blocks.tsx";
import { type Chapter, fewestTemplates } from "./chapters.ts";
import { Foreign } from "./foreign.tsx";

interface FigureProps {
  readonly id: string;
  /** Plain text, harmless. */
  readonly title: string;
  readonly chapter: Chapter;
  readonly description: ReactNode;
  readonly draw: (name: ChartName) => string;
  readonly legend?: ReactNode;
  /** What the chart shows, as tables. */
  readonly behind: Document;
}

/** A chart with its name, what it shows in words, and the table behind it. */
export function Figure({ id, title, chapter, description, draw, legend, behind }: FigureProps) {
  return (
    <figure id={id}>
      <figcaption>
        <strong>{title}</strong> <Where chapter={chapter} />
        <p id={`${id}-text`}>{description}</p>
      </figcaption>
      {legend}
      <Svg svg={draw({ title, describedBy: `${id}-text` })} label={title} />
      <Behind title={title} blocks={behind} />
    </figure>
  );
}

/** A chart that scrolls on its own where the screen is narrower. Its SVG comes from the chart library, which escapes every name. */
export const Svg = ({ svg, label }: { readonly svg: string; readonly label: string }) => (
  <div
    className="scroll chart"
    role="group"
    aria-label={`Chart: ${label}`}
    tabIndex={0}
    dangerouslySetInnerHTML={{ __html: svg }}
  />
);

/** Tables, closed until asked for. */
function Behind({ title, blocks }: { readonly title: string; readonly blocks: Document }) {
  return (
    <details className="behind">
      <summary>Table: {title}</summary>
      <Blocks blocks={blocks.filter(({ kind }) => kind !== "heading")} label={title} />
    </details>
  );
}

/** Which texts a chart is about, and whether the design is too small for more than a replication. */
const Where = ({ chapter }: { readonly chapter: Chapter }) => (
  <span className="where">
    <Foreign text={chapter.words} />, <Foreign text={chapter.context} /> ({chapter.templates}{" "}
    {chapter.templates === 1 ? "template" : "templates"})
    {chapter.templates < fewestTemplates ? <span className="small-design">replication of a small design</span> : null}
  </span>
);
