import { count } from "../../report/figures.ts";
import type { SampleRow } from "../../report/html/sample-selection.ts";
import { placeName, shown } from "../../report/place-name.ts";
import { harmless } from "../../text/harmless.ts";
import { beside } from "../../text/layout.ts";
import type { Look } from "../kernel/screen.ts";
import { type Line, line, wrapped } from "../kernel/line.ts";
import type { ResultState } from "./result-state.ts";

/** The content warning; then a row of counterparts, the same template and sample about each demographic, side by side. */
export function sampleLines({ samples, isRevealed, top }: ResultState, look: Look): readonly Line[] {
  if (!isRevealed) {
    return [
      ...wrapped(
        "Content warning: a language model wrote these texts. Some are insulting, hateful or about violence, and false about the people they name.",
        look.columns - 1,
        "warning",
      ),
      line(""),
      line("Enter shows them."),
    ];
  }
  if (samples === undefined) return [line("Reading the texts …", "faint")];
  const row = samples.rows[Math.min(top, samples.rows.length - 1)];
  if (row === undefined) return [line("There are no texts.", "faint")];
  const at = `Row ${Math.min(top, samples.rows.length - 1) + 1} of ${samples.rows.length}, chosen by number from ${count(samples.texts)} texts`;
  return [
    line(`${placeName(row)}: “${shown(row.template)}”, sample ${row.sample}`, "heading"),
    line(at, "faint"),
    line(""),
    ...orbitLines(row, look),
  ];
}

const leastWidth = 24;

/** As many texts side by side as there is room for, the others below. */
function orbitLines({ texts }: SampleRow, { columns, screenReader }: Look): readonly Line[] {
  const shownTexts = texts.map(
    ({ demographic, unmasked, masked, prompt, rest, whole }) =>
      `${shown(demographic)}: ${unmasked}${masked === null || masked === unmasked ? "" : `, masked ${masked}`}\n${harmless(prompt)}${harmless(rest)}${whole === null ? "" : ` … (${count(whole)} characters)`}`,
  );
  const across = screenReader ? 1 : Math.max(1, Math.min(texts.length, Math.floor((columns + 1) / (leastWidth + 2))));
  const width = Math.floor((columns - 1 - 2 * (across - 1)) / across);
  const lines: Line[] = [];
  for (let i = 0; i < shownTexts.length; i += across) {
    lines.push(...beside(shownTexts.slice(i, i + across), width).map((text) => line(text)), line(""));
  }
  return lines;
}
