import type { Contrast } from "../../audit/result/contrast.ts";
import { chance, count as counted, differenceOf, estimateText, measureName } from "../../report/figures.ts";
import { intervalBar } from "../../report/interval-bar.ts";
import { palette } from "../../report/paint.ts";
import { placeName, shown } from "../../report/place-name.ts";
import { terminalReport } from "../../report/terminal.ts";
import { verdictSentence } from "../../report/verdict-sentence.ts";
import { pad, wrap } from "../../text/layout.ts";
import type { Look } from "../kernel/screen.ts";
import { fileLines } from "./file-lines.ts";
import { type Line, line } from "../kernel/line.ts";
import { qualityLines } from "./quality-lines.ts";
import type { ContrastRow, ResultState } from "./result-state.ts";

/** Lines of a section, made one by one: a run may have tens of thousands of contrasts. */
export interface SectionLines {
  readonly count: number;
  readonly lineAt: (index: number) => Line;
  readonly textAt: (index: number) => string;
}

/** Lines that a section has, of those that the screen has: one is for the names of the sections, one for the search. */
export const resultRoom = (rows: number): number => Math.max(1, rows - 2);

/** The lines of the section in sight; of samples, one for each row of counterparts, to search in. */
export function linesOfSection(state: ResultState, look: Look): SectionLines {
  switch (state.section) {
    case "verdicts":
      return all(verdictLines(state, look));
    case "contrasts":
      return contrastLines(state, look);
    case "samples":
      return sampleNames(state);
    case "quality":
      return all(qualityLines(state.result, look));
    case "files":
      return all(fileLines(state, look));
    default:
      return state.section satisfies never;
  }
}

const textOf = (spans: Line): string => spans.map(({ text }) => text).join("");

const all = (lines: readonly Line[]): SectionLines => ({
  count: lines.length,
  lineAt: (index) => lines[index] ?? [],
  textAt: (index) => textOf(lines[index] ?? []),
});

/** The summary that the command line ends with, then each verdict as a sentence. */
function verdictLines({ result }: ResultState, look: Look): readonly Line[] {
  const { columns, plain, screenReader } = look;
  const sentences = result.verdicts.flatMap((verdict) =>
    wrap(`${placeName(verdict)}: ${verdictSentence(verdict)}`, columns - 1).map((text) => line(text)),
  );
  if (screenReader) {
    const { margin, view, measures } = result.config.analysis;
    const declared = `${counted(result.texts)} texts. Declared before the run: a margin of ${margin} on ${measures.map(measureName).join(", ")}, ${view} texts.`;
    return [...wrap(declared, columns - 1).map((text) => line(text)), ...sentences];
  }
  const summary = terminalReport(result, { columns, plain, paint: palette(plain) });
  return [...summary.trimEnd().split("\n"), ""].map((text) => line(text)).concat(sentences);
}

function contrastLines({ rows, result }: ResultState, look: Look): SectionLines {
  const { margin } = result.config.analysis;
  const reach = rows.reduce((most, row) => Math.max(most, reachOf(row)), 2 * margin);
  const scale = { step: reach / 10, margin };
  const lineAt = (index: number): Line => {
    const row = rows[index];
    if (row === undefined) return [];
    return row.kind === "place" ? line(placeName(row.place), "heading") : contrastLine(row, scale, look);
  };
  return { count: rows.length, lineAt, textAt: (index) => textOf(lineAt(index)) };
}

function reachOf(row: ContrastRow): number {
  if (row.kind === "place") return 0;
  const { low, high, value } = row.contrast.difference;
  return Math.max(Math.abs(low ?? value ?? 0), Math.abs(high ?? value ?? 0));
}

function contrastLine(
  { contrast }: Extract<ContrastRow, { kind: "contrast" }>,
  scale: { readonly step: number; readonly margin: number },
  look: Look,
): Line {
  const { measure, of, from, difference, declared } = contrast;
  const pair = `${shown(of)} − ${shown(from)}`;
  const figures = estimateText(difference, differenceOf(measure));
  const found = foundIn(contrast);
  if (look.screenReader)
    return line(`${measureName(measure)}, ${pair}: ${figures}; ${found}; ${declared ? "declared" : "not declared"}.`);
  const [names, room] = look.columns >= 110 ? [44, 26] : [14, 24];
  return [
    { text: `  ${pad(measure, 9)}${pad(cut(pair, names), names + 1)}` },
    { text: `${intervalBar(difference, scale, look.plain)} ` },
    { text: pad(figures, room) },
    { text: found, role: found.startsWith("p ") ? undefined : "good" },
    { text: declared ? "" : "  (not declared)", role: "faint" },
  ];
}

function foundIn({ exactByConstruction, equivalence, test }: Contrast): string {
  if (exactByConstruction) return "exact";
  return equivalence.passed ? "within" : `p ${chance(test.adjusted)}`;
}

const cut = (text: string, width: number): string => {
  const [first = ""] = wrap(text.replaceAll(" ", "\u00A0"), width);
  return first.replaceAll("\u00A0", " ");
};

function sampleNames({ samples }: ResultState): SectionLines {
  const rows = samples?.rows ?? [];
  const textAt = (index: number): string => {
    const row = rows[index];
    return row === undefined
      ? ""
      : `${placeName(row)} ${row.template} ${row.texts.map(({ prompt, rest }) => prompt + rest).join(" ")}`;
  };
  return { count: rows.length, textAt, lineAt: (index) => line(textAt(index)) };
}
