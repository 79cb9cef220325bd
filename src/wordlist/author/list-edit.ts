import type { Demographic, ListDescription } from "../word-list.ts";
import type { Draft, DraftRow, DraftWord } from "./draft.ts";

/** The tables of words that are not orbits. */
export type WordTable = "neutral" | "general";

/** One change to a draft. Rows, columns and places count from 0; a place that is not there is a defect of the caller. */
export type ListEdit =
  | { readonly kind: "add-row"; readonly at: number; readonly row: DraftRow }
  | { readonly kind: "set-word"; readonly row: number; readonly column: number; readonly word: string }
  | {
      readonly kind: "set-detail";
      readonly row: number;
      readonly detail: "role" | "number" | "note";
      readonly text: string;
    }
  | { readonly kind: "delete-row"; readonly row: number }
  /** `rows` in place of `count` rows from `at` on. */
  | { readonly kind: "replace-rows"; readonly at: number; readonly count: number; readonly rows: readonly DraftRow[] }
  | { readonly kind: "move-row"; readonly row: number; readonly to: number }
  | { readonly kind: "add-demographic"; readonly at: number; readonly demographic: Demographic }
  | { readonly kind: "set-demographic"; readonly at: number; readonly demographic: Demographic }
  | { readonly kind: "delete-demographic"; readonly at: number }
  | { readonly kind: "move-demographic"; readonly at: number; readonly to: number }
  | { readonly kind: "describe"; readonly description: Partial<Omit<ListDescription, "version" | "demographics">> }
  | { readonly kind: "add-word"; readonly table: WordTable; readonly at: number; readonly word: DraftWord }
  | { readonly kind: "set-listed"; readonly table: WordTable; readonly at: number; readonly word: DraftWord }
  | { readonly kind: "delete-word"; readonly table: WordTable; readonly at: number }
  | {
      readonly kind: "replace-words";
      readonly table: WordTable;
      readonly at: number;
      readonly count: number;
      readonly words: readonly DraftWord[];
    };

/** The draft after the change; the draft itself stays as it is. Throws RangeError on a place that is not there. */
export function applyEdit(draft: Draft, edit: ListEdit): Draft {
  switch (edit.kind) {
    case "add-row":
      return { ...draft, equality: inserted(draft.equality, edit.at, edit.row) };
    case "set-word":
      return onRow(draft, edit.row, (row) => ({ ...row, words: replaced(row.words, edit.column, edit.word) }));
    case "set-detail":
      return onRow(draft, edit.row, (row) => ({ ...row, [edit.detail]: edit.text }));
    case "delete-row":
      return { ...draft, equality: without(draft.equality, edit.row) };
    case "replace-rows":
      return { ...draft, equality: spliced(draft.equality, edit, edit.rows) };
    case "move-row":
      return { ...draft, equality: moved(draft.equality, edit.row, edit.to) };
    case "describe":
      return { ...draft, description: { ...draft.description, ...edit.description } };
    default:
      return "table" in edit
        ? { ...draft, [edit.table]: editedWords(draft[edit.table], edit) }
        : editDemographics(draft, edit);
  }
}

type WordEdit = Extract<ListEdit, { readonly table: WordTable }>;

function editedWords(words: readonly DraftWord[], edit: WordEdit): readonly DraftWord[] {
  switch (edit.kind) {
    case "add-word":
      return inserted(words, edit.at, edit.word);
    case "set-listed":
      return replaced(words, edit.at, edit.word);
    case "delete-word":
      return without(words, edit.at);
    case "replace-words":
      return spliced(words, edit, edit.words);
    default:
      return edit satisfies never;
  }
}

type DemographicEdit = Extract<ListEdit, { kind: `${string}-demographic` }>;

/** A demographic is a column: its words go with it. A new one starts with empty cells. */
function editDemographics(draft: Draft, edit: DemographicEdit): Draft {
  switch (edit.kind) {
    case "add-demographic":
      return onColumns(
        draft,
        (columns) => inserted(columns, edit.at, edit.demographic),
        (words) => inserted(words, edit.at, ""),
      );
    case "set-demographic":
      return onColumns(
        draft,
        (columns) => replaced(columns, edit.at, edit.demographic),
        (words) => words,
      );
    case "delete-demographic":
      return onColumns(
        draft,
        (columns) => without(columns, edit.at),
        (words) => without(words, edit.at),
      );
    case "move-demographic":
      return onColumns(
        draft,
        (columns) => moved(columns, edit.at, edit.to),
        (words) => moved(words, edit.at, edit.to),
      );
    default:
      return edit satisfies never;
  }
}

function onColumns(
  draft: Draft,
  columns: (demographics: readonly Demographic[]) => readonly Demographic[],
  cells: (words: readonly string[]) => readonly string[],
): Draft {
  const demographics = columns(draft.description.demographics);
  return {
    ...draft,
    description: { ...draft.description, demographics },
    equality: draft.equality.map((row) => ({ ...row, words: cells(row.words) })),
  };
}

function onRow(draft: Draft, at: number, change: (row: DraftRow) => DraftRow): Draft {
  const row = itemAt(draft.equality, at);
  return { ...draft, equality: draft.equality.with(at, change(row)) };
}

function itemAt<X>(items: readonly X[], at: number): X {
  const item = items[at];
  if (item === undefined) throw outside(at, items.length - 1);
  return item;
}

const outside = (at: number, last: number): RangeError => new RangeError(`expected a place from 0 to ${last}: ${at}`);

function inserted<X>(items: readonly X[], at: number, item: X): readonly X[] {
  if (!Number.isInteger(at) || at < 0 || at > items.length) throw outside(at, items.length);
  return items.toSpliced(at, 0, item);
}

function replaced<X>(items: readonly X[], at: number, item: X): readonly X[] {
  itemAt(items, at);
  return items.with(at, item);
}

function without<X>(items: readonly X[], at: number): readonly X[] {
  itemAt(items, at);
  return items.toSpliced(at, 1);
}

function spliced<X>(
  items: readonly X[],
  { at, count }: { readonly at: number; readonly count: number },
  by: readonly X[],
): readonly X[] {
  const last = items.length - count;
  if (!Number.isInteger(at) || count < 0 || at < 0 || at > last) throw outside(at, last);
  return [...items.slice(0, at), ...by, ...items.slice(at + count)];
}

/** The item at `at` stands at `to` afterwards. */
function moved<X>(items: readonly X[], at: number, to: number): readonly X[] {
  const item = itemAt(items, at);
  itemAt(items, to);
  return items.toSpliced(at, 1).toSpliced(to, 0, item);
}
