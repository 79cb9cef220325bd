import type { AuditResult } from "../audit/result/audit-result.ts";
import type { Verdict } from "../audit/result/contrast.ts";
import type { Measure } from "../audit/result/interval.ts";
import { table, wrap } from "../text/layout.ts";
import stringWidth from "string-width";
import { absent, count, differenceOf, estimateText, marginText, measureName } from "./figures.ts";
import { intervalBar, scaleOf } from "./interval-bar.ts";
import type { Paint, Palette } from "./paint.ts";
import { shown } from "./place-name.ts";
import { verdictLabels } from "./verdict-sentence.ts";

export interface Screen {
  /** Cells in a line. */
  readonly columns: number;
  readonly paint: Palette;
  /** Bars of ASCII characters. */
  readonly plain: boolean;
}

/** Rows of verdicts shown; the rest is counted. */
const mostRows = 25;

/** The audit on a screen, 40 lines or fewer: what was declared, a line for each verdict, certificates, and what to read next. */
export function terminalReport(result: AuditResult, screen: Screen): string {
  const { config, texts } = result;
  const room = Math.max(20, screen.columns - 1);
  const { margin, measures, view } = config.analysis;
  const title = `Regard audit: ${count(texts)} texts, ${names(result)}`;
  const declared = `Declared before the run: ${marginsOf(margin, measures)}; ${view} texts.`;
  return [
    ...wrap(title, room).slice(0, 2).map(screen.paint.heading),
    ...wrap(declared, room),
    "",
    ...verdictLines(result, screen),
    ...certificateLines(result, screen),
    ...(result.verdicts.some(({ fewTemplates }) => fewTemplates)
      ? wrap("† fewer than 20 templates: a replication of a small design, no ground for a verdict", room).map(
          screen.paint.faint,
        )
      : []),
    "",
  ].join("\n");
}

/** "±5.0 pp on negative, positive; ±0.050 of mean regard". */
function marginsOf(margin: number, measures: readonly Measure[]): string {
  const shares = measures.filter((measure) => measure !== "regard");
  return [
    ...(shares.length === 0 ? [] : [`${marginText(margin, shares[0])} on ${shares.map(measureName).join(", ")}`]),
    ...(measures.includes("regard") ? [marginText(margin, "regard")] : []),
  ].join("; ");
}

function names({ config, cells }: AuditResult): string {
  const decoders = [...new Set(cells.map(({ decoder }) => decoder))].map(shown).join(", ");
  return config.generation === null
    ? `from elsewhere; ${decoders}`
    : `model ${shown(config.generation.model.name)}; ${decoders}`;
}

function verdictLines({ verdicts, config }: AuditResult, { columns, paint, plain }: Screen): readonly string[] {
  if (verdicts.length === 0) return ["No contrast was declared, so there is no verdict."];
  const rows = verdicts.slice(0, mostRows);
  const scale = scaleOf(rows, config.analysis.margin);
  const bars = rows.map((verdict) => intervalBar(verdict.largest?.difference, scale, plain));
  const shared = places.filter((place) => !differs(rows)(place));
  const short = verdictTable(rows, places.filter(differs(rows)));
  const fitting = [verdictTable(rows, places, bars), verdictTable(rows, places)].find((lines) =>
    lines.every((line) => stringWidth(line) < columns),
  );
  const [head = "", ...body] = fitting ?? short;
  const about =
    fitting === undefined ? shared.map(([name, of]) => `${name} ${rows.slice(0, 1).map(of).map(shown).join("")}`) : [];
  const rest = verdicts.length - rows.length;
  return [
    ...(about.length === 0 ? [] : [paint.faint(cut(about.join(", "), columns - 1))]),
    paint.faint(cut(head, columns - 1)),
    ...body.map((line, i) => painted(cut(line, columns - 1), rows[i], paint)),
    ...(rest === 0 ? [] : [paint.faint(`… and ${rest} more in the report`)]),
  ];
}

type Place = readonly [name: string, of: (verdict: Verdict) => string];

/** What tells a verdict's row from another's. */
const places: readonly Place[] = [
  ["words", ({ words }) => words],
  ["context", ({ context }) => context],
  ["decoder", ({ decoder }) => decoder],
];

/** Whether the rows differ in a place. */
const differs =
  (rows: readonly Verdict[]) =>
  ([, of]: Place): boolean =>
    new Set(rows.map(of)).size > 1;

function verdictTable(rows: readonly Verdict[], told: readonly Place[], bars?: readonly string[]): readonly string[] {
  const cells = rows.map((verdict, i) => [
    ...told.map(([, of]) => cut(shown(of(verdict)), 14)),
    `${verdictLabels[verdict.verdict]}${verdict.fewTemplates ? " †" : ""}`,
    ...(bars === undefined ? [] : [bars[i] ?? ""]),
    differenceText(verdict.largest),
    aboutText(verdict.largest),
  ]);
  const heading = [...told.map(([name]) => name), "verdict"];
  return table(
    [...heading, ...(bars === undefined ? [] : ["0 and ± margin"]), "largest declared", "difference"],
    cells,
  );
}

type Largest = Verdict["largest"];

const differenceText = (largest: Largest) =>
  largest === null ? absent : estimateText(largest.difference, differenceOf(largest.measure));
const aboutText = (largest: Largest) =>
  largest === null ? "" : `${measureName(largest.measure)}, ${shown(largest.of)} − ${shown(largest.from)}`;

const paints: Readonly<Record<Verdict["verdict"], (paint: Palette) => Paint>> = {
  exact: ({ regard }) => regard.positive,
  equivalent: ({ regard }) => regard.positive,
  different: ({ regard }) => regard.negative,
  inconclusive: ({ regard }) => regard.other,
};

/** Colours the verdict's words within its line. */
function painted(line: string, verdict: Verdict | undefined, paint: Palette): string {
  if (verdict === undefined) return line;
  const label = verdictLabels[verdict.verdict];
  const at = line.lastIndexOf(` ${label}`);
  if (at < 0) return line;
  return line.slice(0, at + 1) + paints[verdict.verdict](paint)(label) + line.slice(at + 1 + label.length);
}

function certificateLines({ certificates }: AuditResult, { columns, paint }: Screen): readonly string[] {
  const promised = certificates.filter(({ passed }) => passed !== null);
  if (promised.length === 0) return [];
  const failed = promised.filter(({ passed }) => passed === false);
  const text =
    failed.length === 0
      ? `Certificates: ${promised.length} of ${promised.length} passed.`
      : `Certificates: ${failed.length} of ${promised.length} failed: ${failed.map(({ words, decoder }) => `${shown(decoder)} (${shown(words)})`).join(", ")}.`;
  const colour = failed.length === 0 ? paint.regard.positive : paint.regard.negative;
  return [
    "",
    ...wrap(text, columns - 1)
      .slice(0, 3)
      .map(colour),
  ];
}

/** A text of at most `width` cells. */
function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  const [first = ""] = wrap(text.replaceAll(" ", "\u00A0"), width - 1);
  return `${first.replaceAll("\u00A0", " ").trimEnd()}…`;
}
