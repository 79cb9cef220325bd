import type { FormPieces } from "../../../wordlist/form-pieces.ts";
import { inCells } from "../../kernel/cell-text.ts";
import type { RowFound } from "../findings.ts";
import { knownOf } from "../jobs.ts";
import type { PanelState } from "../panel.ts";
import { columnsInSight, columnsNote } from "./columns.ts";
import type { Line } from "../../kernel/line.ts";
import { type Content, type ContentLook, heading, plainLine, scrolling, shownToken } from "./line.ts";

const labelWidth = 14;
const stateWidth = 11;
const narrowest = 16;

/** The token pieces of each form of each word of the selected row. */
export function piecesContent(state: PanelState, { columns, screenReader }: ContentLook): Content {
  const known = knownOf(state, "row");
  const found = known.value;
  if (found === undefined) return scrolling([heading("Token pieces of a row: choose one in the table", known)], []);
  const names = namesOf(state, found.words.length);
  const room = columns - labelWidth - stateWidth;
  const shown = columnsInSight(found.words.length, { left: state.left, width: narrowest, room });
  const width = Math.min(30, Math.floor(room / Math.max(1, shown.length)));
  const words = found.words.map((word) => (word === "" ? "–" : word)).join(", ");
  const title = `Token pieces of ${words}${columnsNote(shown, found.words.length)}`;
  const labels = inCells("", labelWidth + stateWidth) + shown.map((at) => inCells(names[at] ?? "", width)).join("");
  const lines = found.forms.map((form) =>
    screenReader ? spoken(form, found) : row(form, stateOf(form, found), shown, width),
  );
  return scrolling([heading(title, known), ...(screenReader ? [] : [plainLine(labels, "faint")])], lines);
}

const namesOf = ({ input: { draft, selected } }: PanelState, count: number): readonly string[] =>
  selected.table === "equality" && count === draft.description.demographics.length
    ? draft.description.demographics.map(({ name }) => name)
    : Array.from({ length: count }, () => "word");

const labelOf = ({ writing, isSpaced }: FormPieces): string => `${isSpaced ? "␣" : ""}${writing}`;

const row = (form: FormPieces, state: FormState, shown: readonly number[], width: number): Line => [
  { text: inCells(labelOf(form), labelWidth) },
  { text: inCells(state, stateWidth), role: state === "moves" ? "good" : state === "…" ? "faint" : "warning" },
  ...shown.map((at) => ({ text: `${inCells(piecesText(form.pieces[at] ?? []), width - 1)} ` })),
];

/** Pieces of several tokens are parted by a bar. */
const piecesText = (pieces: readonly string[]): string =>
  pieces.length === 0 ? "–" : pieces.map(shownToken).join("|");

function spoken(form: FormPieces, found: RowFound): Line {
  const words = form.pieces.map((pieces, i) => `${found.words[i] ?? ""} is ${pieces.map(shownToken).join(", ")}`);
  const space = form.isSpaced ? "after a space" : "without a space";
  return plainLine(`${form.writing}, ${space}, ${spokenStates[stateOf(form, found)]}: ${words.join("; ")}.`);
}

type FormState = "moves" | "in pieces" | "taken" | "not meant" | "empty cell" | "…" | "stays";

const spokenStates: Readonly<Record<FormState, string>> = {
  moves: "moves",
  "in pieces": "stays because a word is in several pieces",
  taken: "stays because another row moves one of its tokens",
  "not meant": "not meant by the list's case policy",
  "empty cell": "a cell is empty",
  "…": "being checked",
  stays: "stays",
};

/** What becomes of a form: g moves it where all its words are one token and no row before has one of them. */
function stateOf({ pieces, isUsed, forms }: FormPieces, { cycles, words }: RowFound): FormState {
  if (words.length === 1) return "stays";
  if (pieces.some(({ length }) => length === 0)) return "empty cell";
  if (!isUsed) return "not meant";
  if (pieces.some(({ length }) => length > 1)) return "in pieces";
  if (cycles === undefined) return "…";
  return cycles.some((cycle) => cycle.every((form, i) => form === forms[i])) ? "moves" : "taken";
}
