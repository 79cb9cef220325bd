import { nameProblem } from "../../wordlist/author/demographic-names.ts";
import type { Key } from "../kernel/key.ts";
import { lineEdit, lineText, typeKey } from "../kernel/line-edit.ts";
import type { Answer } from "./answer.ts";
import { edited, said } from "./change.ts";
import { cursorOf, placedAt } from "./cursor.ts";
import { pastedRows } from "./paste.ts";
import { savedIn } from "./saving.ts";
import { found } from "./search.ts";
import { cellsOf, writeCell } from "./sheet.ts";
import { draftOf, type Editing, type Mode } from "./state.ts";

type Typing = Extract<Mode, { line: unknown }>;

const moving = (state: Editing): Editing => ({ ...state, mode: { kind: "move" } });

/** A key while something is being typed: Enter takes it, Esc leaves things as they were. */
export function typed(state: Editing, mode: Typing, key: Key): Answer {
  const name = key.kind === "named" ? key.name : undefined;
  if (name === "escape") return { state: moving(state) };
  if (name === "enter") return entered(state, mode);
  if (name === "tab" && mode.kind === "cell") return { state: onwards(state, mode) };
  const rows = mode.kind === "cell" && key.kind === "text" ? filledRows(state, mode, key) : undefined;
  return { state: rows ?? { ...state, mode: { ...mode, line: typeKey(mode.line, key) } } };
}

/** A table that is pasted into an empty cell of a new row fills rows; undefined for anything else. */
function filledRows(
  state: Editing,
  mode: Extract<Mode, { kind: "cell" }>,
  key: Extract<Key, { kind: "text" }>,
): Editing | undefined {
  if (!mode.filling || key.isPasted !== true || lineText(mode.line) !== "") return undefined;
  const next = pastedRows(state, key.text);
  return next === undefined || draftOf(next) === draftOf(state) ? next : moving(next);
}

function entered(state: Editing, mode: Typing): Answer {
  const text = lineText(mode.line);
  switch (mode.kind) {
    case "cell":
      return { state: mode.filling ? filled(state, mode) : taken(state, text) };
    case "search":
      return { state: found({ ...moving(state), lastSearch: text }, text, 1) };
    case "demographic":
      return { state: addedDemographic(state, text.trim()) };
    case "folder":
      return savedIn(state, text.trim(), mode.leave);
    default:
      return mode satisfies never;
  }
}

/** The cell with the text in it; where it cannot stand there the author types on. */
function taken(state: Editing, text: string): Editing {
  const { window, column } = cursorOf(state);
  const before = cellsOf(draftOf(state), state.sheet, window.selected)[column];
  if (before === undefined || before === text.trim()) return moving(state);
  const edit = writeCell(draftOf(state), { sheet: state.sheet, row: window.selected, column }, text);
  if (typeof edit === "string") return said(state, edit);
  return edit === undefined ? moving(state) : edited(moving(state), [edit]);
}

/** Takes the cell and types on in the next column, if there is one. */
function onwards(state: Editing, mode: Extract<Mode, { kind: "cell" }>): Editing {
  const next = taken(state, lineText(mode.line));
  if (next.mode.kind === "cell") return next;
  const { window, column } = cursorOf(next);
  const cell = cellsOf(draftOf(next), next.sheet, window.selected)[column + 1];
  if (cell === undefined) return next;
  const placed = placedAt(next, { sheet: next.sheet, row: window.selected, column: column + 1 });
  return { ...placed, mode: { ...mode, line: lineEdit(cell) } };
}

/** Takes the cell of a new row and goes on to its next empty word. */
function filled(state: Editing, mode: Extract<Mode, { kind: "cell" }>): Editing {
  const next = taken(state, lineText(mode.line));
  const words = draftOf(next).equality[cursorOf(next).window.selected]?.words;
  const empty = next.sheet === "equality" ? (words?.indexOf("", cursorOf(next).column + 1) ?? -1) : -1;
  if (empty === -1 || lineText(mode.line).trim() === "") return next;
  const placed = placedAt(next, { sheet: "equality", row: cursorOf(next).window.selected, column: empty });
  return { ...placed, mode: { ...mode, line: lineEdit("") } };
}

/** A new demographic stands after the selected column. */
function addedDemographic(state: Editing, name: string): Editing {
  const { demographics } = draftOf(state).description;
  const problem = nameProblem(
    name,
    demographics.map((other) => other.name),
  );
  if (problem !== undefined) return said(state, problem);
  const { column, window } = state.cursors.equality;
  const at = Math.min(demographics.length, column + 1);
  const next = edited(moving(state), [{ kind: "add-demographic", at, demographic: { name, phrase: name } }]);
  return placedAt(next, { sheet: "equality", row: window.selected, column: at });
}
