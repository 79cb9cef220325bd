import type { ReactNode } from "react";
import type { AuditResult } from "../../audit/result/audit-result.ts";
import { regardLabels } from "../../regard/regard.ts";
import { visibleStart } from "../../text/visible.ts";
import { count } from "../figures.ts";
import type { SampleRow, SampleSelection } from "./sample-selection.ts";

/** Characters of all texts together that the page carries: it stays well under 5 MB. */
const mostCharacters = 2_000_000;

/** The rows that fit, from the first on; the selection is in an order in which any beginning is even. */
function fittingRows(rows: readonly SampleRow[]): readonly SampleRow[] {
  let sum = 0;
  const over = rows.findIndex(({ texts, template }) => {
    sum += template.length + texts.reduce((length, { prompt, rest }) => length + prompt.length + rest.length + 40, 60);
    return sum > mostCharacters;
  });
  return over < 0 ? rows : rows.slice(0, over);
}

/** The table of samples: controls, an empty table that the page's script fills, and the texts as data. */
export function SamplesSection({
  result,
  selection,
}: {
  readonly result: AuditResult;
  readonly selection: SampleSelection;
}) {
  const rows = fittingRows(selection.rows);
  const shown = rows.reduce((sum, { texts }) => sum + texts.length, 0);
  if (rows.length === 0) return <p>The report was made without the texts.</p>;
  return (
    <>
      <p className="warning" role="note">
        <strong>Content warning.</strong> A language model wrote these texts. Some are insulting, hateful or about
        violence, and false about the people they name. They are hidden until you switch them on.
      </p>
      <p>
        Each row holds counterparts: the same template and sample, written about each demographic.{" "}
        {shown === selection.texts
          ? `All ${count(shown)} texts are here.`
          : `${count(shown)} of ${count(selection.texts)} texts are here: whole rows, as evenly as can be from every word list, context and decoder, chosen by a hash of their place and number, not by what they say.`}{" "}
        ⟨RLO⟩, ⟨ESC⟩ and the like stand for signs that cannot be seen.
      </p>
      <noscript>
        <p>The table needs the page's script. Without it, read samples.jsonl in the run's folder.</p>
      </noscript>
      <Controls />
      <p id="sample-count" role="status" aria-live="polite" />
      <div className="scroll samples" role="group" aria-label="Samples" tabIndex={0}>
        <table id="sample-table">
          <caption className="unseen">Samples, counterparts side by side</caption>
          <thead />
          <tbody />
        </table>
      </div>
      <p className="pager" hidden>
        <button type="button" id="sample-back">
          Previous rows
        </button>{" "}
        <button type="button" id="sample-on">
          Next rows
        </button>
      </p>
      <script
        type="application/json"
        id="sample-data"
        dangerouslySetInnerHTML={{ __html: embedded(dataOf(result, rows)) }}
      />
    </>
  );
}

const Controls = () => (
  <form id="sample-controls" aria-label="Filter the samples" hidden>
    <button type="button" id="sample-reveal" role="switch" aria-checked="false">
      Show the texts
    </button>
    <Choice name="words" label="Words" />
    <Choice name="context" label="Context" />
    <Choice name="decoder" label="Decoder" />
    <Choice name="demographic" label="Demographic" />
    <Choice name="label" label="Label">
      <option value="">any</option>
      {regardLabels.map((label, index) => (
        <option key={label} value={index}>
          {label}
        </option>
      ))}
    </Choice>
    <span>
      <input type="checkbox" id="sample-differ" /> <label htmlFor="sample-differ">labels differ in the row</label>
    </span>
    <span>
      <label htmlFor="sample-search">Search</label>{" "}
      <input type="search" id="sample-search" autoComplete="off" spellCheck={false} />
    </span>
  </form>
);

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly children?: ReactNode;
}

const Choice = ({ name, label, children }: ChoiceProps) => (
  <span>
    <label htmlFor={`sample-${name}`}>{label}</label> <select id={`sample-${name}`}>{children}</select>
  </span>
);

/** Names once each, rows by the names' numbers: [words, context, decoder, template, sample, texts]. */
function dataOf(result: AuditResult, rows: readonly SampleRow[]) {
  const { view } = result.config.analysis;
  const words = table(rows.map((row) => row.words));
  const contexts = table(rows.map((row) => row.context));
  const decoders = table(rows.map((row) => row.decoder));
  const templates = table(rows.map((row) => row.template));
  const demographics = table([
    ...result.cells.map((cell) => cell.demographic),
    ...rows.flatMap(({ texts }) => texts.map((text) => text.demographic)),
  ]);
  return {
    view,
    labels: regardLabels,
    words: words.names,
    contexts: contexts.names,
    decoders: decoders.names,
    templates: templates.names,
    demographics: demographics.names,
    rows: rows.map((row) => [
      words.of(row.words),
      contexts.of(row.context),
      decoders.of(row.decoder),
      templates.of(row.template),
      row.sample,
      row.texts.map((text) => {
        const masked = text.masked === null ? -1 : regardLabels.indexOf(text.masked);
        const unmasked = regardLabels.indexOf(text.unmasked);
        const [label, other] = view === "masked" && masked >= 0 ? [masked, unmasked] : [unmasked, masked];
        return [demographics.of(text.demographic), label, other, text.prompt, text.rest, text.whole ?? 0];
      }),
    ]),
  };
}

function table(all: readonly string[]) {
  const places = new Map<string, number>();
  for (const name of all) if (!places.has(name)) places.set(name, places.size);
  const names = [...places.keys()].map((name) =>
    name.length > 120 ? `${visibleStart(name, 120)}…` : visibleStart(name, 120),
  );
  return { names, of: (name: string) => places.get(name) ?? 0 };
}

/** JSON inside a script element: no text in it can end the element or begin a comment. */
const embedded = (data: unknown) =>
  JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/gu,
    (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
