import { harmless } from "../../text/harmless.ts";
import { shellWord } from "../../text/shell-word.ts";
import type { Look } from "../kernel/screen.ts";
import { type Line, line, wrapped } from "../kernel/line.ts";
import type { ResultState } from "./result-state.ts";

const names: Readonly<Record<string, string>> = {
  "report.html": "The report, to open in a browser",
  "report.md": "The report as Markdown",
  "result.json": "All figures",
  "samples.jsonl": "All texts, one a line",
};

/** Where the reports are, and the commands that make them and the run again. */
export function fileLines({ folder, files, result }: ResultState, look: Look): readonly Line[] {
  const isHtml = files.includes("report.html");
  return [
    ...files.flatMap((file) => [
      line(`${names[file] ?? "A file"}:`, "heading"),
      ...wrapped(harmless(`${folder}/${file}`), look.columns - 1),
    ]),
    ...(isHtml ? [] : [line("There is no report.html; the first command below makes it.", "warning")]),
    line(""),
    line("To write the reports again, or in other formats:", "heading"),
    ...wrapped(`evenhand report ${shellWord(harmless(folder))} --format html,md,csv`, look.columns - 1),
    line(""),
    line("To make the run again, byte for byte:", "heading"),
    ...wrapped(harmless(result.replay), look.columns - 1),
  ];
}
