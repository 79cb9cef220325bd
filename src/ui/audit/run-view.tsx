import type { ReactElement } from "react";
import { count } from "../../report/figures.ts";
import { harmless } from "../../text/harmless.ts";
import { shellWord } from "../../text/shell-word.ts";
import { visibleLine } from "../kernel/line-edit.ts";
import type { Look } from "../kernel/screen.ts";
import { type Line, line, type Span, wrapped } from "../kernel/line.ts";
import { LinesView } from "../kernel/lines-view.tsx";
import { linesOfSection, resultRoom } from "./result-lines.ts";
import { type ResultState, sections } from "./result-state.ts";
import type { RunContent, RunState } from "./run-state.ts";
import { runningLines } from "./running-lines.ts";
import { sampleLines } from "./sample-lines.ts";

/** An audit at work, one to be resumed, or what a finished one found. */
export function RunView({ state, look }: { readonly state: RunState; readonly look: Look }): ReactElement {
  return <LinesView lines={runLines(state, look).slice(0, look.rows)} look={look} />;
}

function runLines(state: RunState, look: Look): readonly Line[] {
  const { content, folder } = state;
  switch (content.kind) {
    case "looking":
      return [line(`Reading ${harmless(folder)} …`, "faint")];
    case "running":
      return runningLines(content.audit, state, look);
    case "unfinished":
      return unfinishedLines(folder, content, look);
    case "result":
      return resultLines(content.result, look);
    case "problem":
      return wrapped(`Problem: ${harmless(content.problem)}`, look.columns - 1, "problem");
    default:
      return content satisfies never;
  }
}

function unfinishedLines(
  folder: string,
  { texts, done, problem, isAsked }: Extract<RunContent, { kind: "unfinished" }>,
  look: Look,
): readonly Line[] {
  const state =
    texts === done
      ? `All ${count(texts)} texts are written; what is left is to measure, to test and to report.`
      : `${count(done)} of ${count(texts)} texts are in its journal.`;
  return [
    ...wrapped(`This audit is not finished. ${state}`, look.columns - 1, "heading"),
    ...wrapped(harmless(folder), look.columns - 1, "faint"),
    line(""),
    ...(problem === undefined
      ? []
      : [...wrapped(`Problem: ${harmless(problem)}`, look.columns - 1, "problem"), line("")]),
    ...(isAsked
      ? [line("Opening the model, the classifier and the lists …")]
      : wrapped("Enter goes on where it stopped, and ends with the same bytes as without a stop.", look.columns - 1)),
    ...wrapped(
      `The same on the command line: evenhand audit resume ${shellWord(harmless(folder))}`,
      look.columns - 1,
      "faint",
    ),
  ];
}

function resultLines(state: ResultState, look: Look): readonly Line[] {
  const room = resultRoom(look.rows);
  const tabs = sections.map((name, i): Span => {
    const text = `${i + 1} ${name}`;
    return name === state.section ? { text: `[${text}] `, role: "selected" } : { text: ` ${text}  ` };
  });
  return [tabs, ...filled(bodyLines(state, look, room), room), footLine(state, look, room)];
}

const filled = (lines: readonly Line[], room: number): readonly Line[] =>
  [...lines, ...Array.from({ length: Math.max(0, room - lines.length) }, () => line(""))].slice(0, room);

function bodyLines(state: ResultState, look: Look, room: number): readonly Line[] {
  if (state.section === "samples") return sampleLines(state, look);
  const { count: lines, lineAt } = linesOfSection(state, look);
  if (lines === 0) return [line("No contrast was declared. a shows those that were not.", "faint")];
  const top = topOf(state, lines, room);
  return Array.from({ length: Math.min(room, lines - top) }, (_, i) => lineAt(top + i));
}

const topOf = ({ top }: ResultState, lines: number, room: number): number => Math.max(0, Math.min(top, lines - room));

/** The search while it is typed, or which lines are in sight. */
function footLine(state: ResultState, look: Look, room: number): Line {
  if (state.typing !== undefined) {
    const { before, under, after } = visibleLine(state.typing, Math.max(1, look.columns - 10));
    return [
      { text: `Search: ${before}` },
      { text: look.plain ? `[${under}]` : under, role: "selected" },
      { text: after },
    ];
  }
  if (state.section === "samples") return line("");
  const { count: lines } = linesOfSection(state, look);
  const top = topOf(state, lines, room);
  const place = lines <= room ? [] : [`Lines ${top + 1} to ${Math.min(lines, top + room)} of ${lines}`];
  return line(
    [...place, ...(state.section === "contrasts" && !look.screenReader ? [legend(look)] : [])].join("; "),
    "faint",
  );
}

const legend = ({ plain }: Look): string => `${plain ? "| is 0, : the margin" : "│ is 0, ┊ the margin"}; p is adjusted`;
