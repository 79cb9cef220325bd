import { inCells } from "../../kernel/cell-text.ts";
import type { NextFound } from "../findings.ts";
import { knownOf } from "../jobs.ts";
import type { PanelState } from "../panel.ts";
import { columnsInSight, columnsNote } from "./columns.ts";
import type { Line } from "../../kernel/line.ts";
import { type Content, type ContentLook, heading, percent, plainLine, scrolling, shownToken } from "./line.ts";

const tokenWidth = 16;
const numberWidth = 9;
const width = tokenWidth + 2 * numberWidth + 2;

/** The next token after each image of the prompt: the model as it is, and the equivariant one. */
export function nextContent(state: PanelState, { columns, screenReader }: ContentLook): Content {
  const known = knownOf(state, "next");
  const decoder = state.isRelaxed ? "r-equi" : "equi";
  const found = known.value;
  const title = `Next token after “${state.input.prompt}”, the model and ${decoder}`;
  if (found === undefined) return scrolling([heading(title, known)], []);
  const { demographics, rows } = found;
  const shown = columnsInSight(demographics.length, { left: state.left, width, room: columns + 2 });
  const names = shown.map((at) => {
    const name = inCells(demographics[at] ?? "token", tokenWidth);
    return `${name}${"before".padStart(numberWidth)}${"after".padStart(numberWidth)}`;
  });
  return scrolling(
    [
      heading(`${title}${columnsNote(shown, demographics.length)}`, known),
      ...(screenReader ? [] : [plainLine(names.join("  "), "faint")]),
    ],
    rows.map(({ cells }) => (screenReader ? spoken(found, cells) : tableLine(cells, shown))),
  );
}

type Cells = NextFound["rows"][number]["cells"];

function tableLine(cells: Cells, shown: readonly number[]): Line {
  const texts = shown.map((at) => {
    const { token, before, after } = cells[at] ?? { token: "", before: NaN, after: NaN };
    const numbers = [before, after].map((share) => percent(share).padStart(numberWidth)).join("");
    return `${inCells(shownToken(token), tokenWidth)}${numbers}`;
  });
  return plainLine(texts.join("  "));
}

function spoken({ demographics }: NextFound, cells: Cells): Line {
  const parts = cells.map(({ token, before, after }, i) => {
    return `${demographics[i] ?? "text"}: ${shownToken(token)} ${percent(before)} before, ${percent(after)} after`;
  });
  return plainLine(`${parts.join("; ")}.`);
}
