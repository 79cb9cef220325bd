import type { ListEdit } from "../../wordlist/author/list-edit.ts";
import { type Key, type KeyName, movement } from "../kernel/key.ts";
import { lineEdit } from "../kernel/line-edit.ts";
import type { Answer } from "./answer.ts";
import { edited, redone, said, undone } from "./change.ts";
import { cursorOf, movedCursor, placedAt, refitted, selectedText } from "./cursor.ts";
import { fieldsOf } from "./fields.ts";
import { pasted } from "./paste.ts";
import { leaving } from "./questions.ts";
import { saved } from "./saving.ts";
import { found } from "./search.ts";
import { emptyRow, type Sheet, sheets, writeCell } from "./sheet.ts";
import { draftOf, type Editing } from "./state.ts";

type Command = (state: Editing) => Editing;

/** A key while the author moves about. */
export function commanded(state: Editing, key: Key): Answer {
  if (key.kind === "control") return controlled(state, key.letter);
  if (key.kind === "named") return named(state, key.name);
  return { state: key.isPasted === true ? pasted(state, key.text) : lettered(state, key.text) };
}

function controlled(state: Editing, letter: string): Answer {
  if (letter === "s") return saved(state, false);
  return { state: letter === "r" ? redone(state) : letter === "z" ? undone(state) : state };
}

function named(state: Editing, name: KeyName): Answer {
  if (name === "escape") return leaving(state);
  if (name === "enter") return { state: typing(state, selectedText(state)) };
  if (name === "tab") return { state: toPanels(state) };
  return { state: name === "backspace" || name === "delete" ? written(state, "") : movedCursor(state, name) };
}

/** The panels take the keys; on the last sheet, where they are not in sight, the orbits come back with them. */
function toPanels(state: Editing): Editing {
  const shown = state.sheet === "about" ? refitted(state, "equality") : state;
  return refitted({ ...shown, showsPanels: true, mode: { kind: "panels" } });
}

function lettered(state: Editing, letter: string): Editing {
  const command = commands[letter];
  return command === undefined ? movedCursor(state, movement({ kind: "text", text: letter })) : command(state);
}

/** Begins to type in the selected cell; a choice goes on to its next value instead. */
function typing(state: Editing, text: string | undefined): Editing {
  if (text === undefined) return said(state, state.sheet === "about" ? "" : "No row yet: o adds one.");
  const choices =
    state.sheet === "about" ? fieldsOf(draftOf(state))[cursorOf(state).window.selected]?.choices : undefined;
  if (choices !== undefined) return written(state, choices[(choices.indexOf(text) + 1) % choices.length] ?? text);
  return { ...state, mode: { kind: "cell", line: lineEdit(text), filling: false } };
}

function written(state: Editing, text: string): Editing {
  const { window, column } = cursorOf(state);
  if (selectedText(state) === text) return state;
  const edit = writeCell(draftOf(state), { sheet: state.sheet, row: window.selected, column }, text);
  if (typeof edit === "string") return said(state, edit);
  return edit === undefined ? state : edited(state, [edit]);
}

/** A new row below or above the selected one; its first cell is typed at once. */
const addRow =
  (below: boolean): Command =>
  (state) => {
    const { sheet } = state;
    if (sheet === "about") return said(state, "Rows are added on the sheets 1, 2 and 3.");
    const { window } = cursorOf(state);
    const at = window.count === 0 ? 0 : window.selected + (below ? 1 : 0);
    const edit: ListEdit =
      sheet === "equality"
        ? { kind: "add-row", at, row: emptyRow(draftOf(state)) }
        : { kind: "add-word", table: sheet, at, word: { word: "", note: "" } };
    const placed = placedAt(edited(state, [edit]), { sheet, row: at, column: 0 });
    return { ...placed, mode: { kind: "cell", line: lineEdit(""), filling: true } };
  };

const deleteRow: Command = (state) => {
  const { sheet } = state;
  const { window } = cursorOf(state);
  if (sheet === "about" || window.count === 0) return said(state, "There is no row here.");
  const at = window.selected;
  return edited(state, [
    sheet === "equality" ? { kind: "delete-row", row: at } : { kind: "delete-word", table: sheet, at },
  ]);
};

const moveRow =
  (step: 1 | -1): Command =>
  (state) => {
    const { sheet } = state;
    const { window, column } = cursorOf(state);
    const [row, to] = [window.selected, window.selected + step];
    if (sheet === "about" || to < 0 || to >= window.count) return state;
    return placedAt(edited(state, movedRow(state, sheet, row, to)), { sheet, row: to, column });
  };

function movedRow(state: Editing, sheet: Exclude<Sheet, "about">, row: number, to: number): readonly ListEdit[] {
  if (sheet === "equality") return [{ kind: "move-row", row, to }];
  const word = draftOf(state)[sheet][row];
  if (word === undefined) return [];
  return [
    { kind: "delete-word", table: sheet, at: row },
    { kind: "add-word", table: sheet, at: to, word },
  ];
}

const moveColumn =
  (step: 1 | -1): Command =>
  (state) => {
    const at = demographicAt(state);
    const to = (at ?? 0) + step;
    if (at === undefined || to < 0 || to >= draftOf(state).description.demographics.length) return state;
    const { window } = cursorOf(state);
    const next = edited(state, [{ kind: "move-demographic", at, to }]);
    return placedAt(next, { sheet: "equality", row: window.selected, column: to });
  };

/** The demographic whose column is selected. */
function demographicAt(state: Editing): number | undefined {
  const { column } = cursorOf(state);
  return state.sheet === "equality" && column < draftOf(state).description.demographics.length ? column : undefined;
}

const deleteColumn: Command = (state) => {
  const at = demographicAt(state);
  if (at === undefined) return said(state, "Choose a demographic's column on sheet 1.");
  if (draftOf(state).description.demographics.length <= 2) return said(state, "A list has two or more demographics.");
  return edited(state, [{ kind: "delete-demographic", at }]);
};

const addColumn: Command = (state) => ({
  ...placedAt(state, {
    sheet: "equality",
    row: state.cursors.equality.window.selected,
    column: state.cursors.equality.column,
  }),
  mode: { kind: "demographic", line: lineEdit("") },
});

/** Takes a word from the neutral to the general ones, or back. */
const otherSheet: Command = (state) => {
  const { sheet } = state;
  if (sheet !== "neutral" && sheet !== "general") return said(state, "Words move between the sheets 2 and 3.");
  const at = cursorOf(state).window.selected;
  const word = draftOf(state)[sheet][at];
  if (word === undefined) return state;
  const other = sheet === "neutral" ? "general" : "neutral";
  const end = draftOf(state)[other].length;
  const next = edited(state, [
    { kind: "delete-word", table: sheet, at },
    { kind: "add-word", table: other, at: end, word },
  ]);
  return said(refitted(next), `Moved to the ${other} words.`);
};

const toSheet =
  (sheet: Sheet): Command =>
  (state) =>
    refitted(state, sheet);

const commands: Readonly<Record<string, Command>> = {
  i: (state) => typing(state, selectedText(state)),
  c: (state) => {
    const next = typing(state, selectedText(state));
    return next.mode.kind === "cell" ? { ...next, mode: { ...next.mode, line: lineEdit("") } } : next;
  },
  x: (state) => written(state, ""),
  o: addRow(true),
  O: addRow(false),
  d: deleteRow,
  J: moveRow(1),
  K: moveRow(-1),
  L: moveColumn(1),
  H: moveColumn(-1),
  A: addColumn,
  X: deleteColumn,
  m: otherSheet,
  u: undone,
  n: (state) => found(state, state.lastSearch, 1),
  N: (state) => found(state, state.lastSearch, -1),
  "/": (state) => ({ ...state, mode: { kind: "search", line: lineEdit("") } }),
  p: (state) => refitted({ ...state, showsPanels: !state.showsPanels }),
  S: (state) => ({ ...state, mode: { kind: "folder", line: lineEdit(`./${state.list.name}-2`), leave: false } }),
  ...Object.fromEntries(sheets.map((sheet, i) => [String(i + 1), toSheet(sheet)])),
};
