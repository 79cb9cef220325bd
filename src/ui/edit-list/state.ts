import type { KeptDraft } from "../../store/draft-recovery.ts";
import type { Draft } from "../../wordlist/author/draft.ts";
import { type History, startHistory } from "../../wordlist/author/history.ts";
import type { LineEdit } from "../kernel/line-edit.ts";
import { type ListWindow, listWindow } from "../kernel/list-window.ts";
import type { Size } from "../kernel/screen.ts";
import type { PanelEffect, PanelInput, PanelNews, PanelState } from "../list-panels/panel.ts";
import { startPanels } from "../list-panels/step-panels.ts";
import { rowCount, type Sheet } from "./sheet.ts";

/** The list that is open. */
export interface OpenedList {
  readonly name: string;
  /** How its folder is called in messages. */
  readonly shown: string;
  /** Where it is saved; absent for a shipped list, which is opened as a copy. */
  readonly folder?: string;
  /** What the recovery file calls it. */
  readonly key: string;
  /** Digest of its files as they were read or saved. */
  readonly base: string;
}

/** What the keys mean at the moment. */
export type Mode =
  | { readonly kind: "move" }
  | { readonly kind: "panels" }
  /** A cell is being typed; `filling` goes on to the next empty word of a new row. */
  | { readonly kind: "cell"; readonly line: LineEdit; readonly filling: boolean }
  | { readonly kind: "search"; readonly line: LineEdit }
  /** The folder to save a copy in is being typed. */
  | { readonly kind: "folder"; readonly line: LineEdit; readonly leave: boolean }
  /** The name of a new demographic is being typed. */
  | { readonly kind: "demographic"; readonly line: LineEdit }
  | { readonly kind: "leaving" }
  | { readonly kind: "recover"; readonly kept: KeptDraft }
  /** The files on the disk are no longer those that were read. */
  | { readonly kind: "overwrite"; readonly leave: boolean };

/** Where the author is in a sheet; `left` is the first column in sight. */
export interface Cursor {
  readonly window: ListWindow;
  readonly column: number;
  readonly left: number;
}

/** A list being written. */
export interface Editing {
  readonly kind: "editing";
  readonly size: Size;
  readonly list: OpenedList;
  readonly history: History<Draft>;
  /** The draft as it is in the files. */
  readonly saved: Draft;
  /** The draft in hand, once the recovery file holds it. */
  readonly kept?: Draft;
  /** The list is being saved; `again`: it was asked for once more in the meantime. */
  readonly saving?: { readonly again?: { readonly leave: boolean } };
  readonly sheet: Sheet;
  readonly cursors: Readonly<Record<Sheet, Cursor>>;
  readonly mode: Mode;
  readonly lastSearch: string;
  readonly prompt: string;
  readonly panels: PanelState;
  readonly showsPanels: boolean;
  /** Said until the next key. */
  readonly message?: string;
}

/** The screen before its list is read. */
export interface Opening {
  readonly kind: "opening";
  readonly size: Size;
  readonly what: string;
  readonly failure?: string;
}

export type EditState = Opening | Editing;

export type EditEffect =
  | { readonly kind: "open" }
  | { readonly kind: "keep"; readonly kept: KeptDraft }
  | { readonly kind: "drop"; readonly key: string }
  | {
      readonly kind: "save";
      readonly list: OpenedList;
      readonly draft: Draft;
      /** A new folder for a copy. */
      readonly copyTo?: string;
      /** Saves over files that somebody else has changed. */
      readonly force: boolean;
      readonly leave: boolean;
    }
  | { readonly kind: "panel"; readonly effect: PanelEffect };

export type EditNews =
  | {
      readonly kind: "opened";
      readonly list: OpenedList;
      readonly draft: Draft;
      readonly kept?: KeptDraft;
      readonly message?: string;
    }
  | { readonly kind: "cannot open"; readonly message: string }
  | { readonly kind: "kept"; readonly draft: Draft }
  | { readonly kind: "saved"; readonly list: OpenedList; readonly draft: Draft; readonly leave: boolean }
  | { readonly kind: "changed elsewhere"; readonly leave: boolean }
  | { readonly kind: "not saved"; readonly message: string; readonly copyTo?: string; readonly leave: boolean }
  | { readonly kind: "panel"; readonly news: PanelNews };

export const draftOf = ({ history }: Editing): Draft => history.present;

/** Whether the draft has changes that the files have not. */
export const isUnsaved = (state: Editing): boolean => draftOf(state) !== state.saved;

/** What the panels look at. What list.json says is no place in a table: they stay at the orbits. */
export function panelInputOf(state: Editing): PanelInput {
  const { list, sheet, cursors, prompt } = state;
  const table = sheet === "about" ? "equality" : sheet;
  const { window, column } = cursors[table];
  return {
    draft: draftOf(state),
    name: list.name,
    folder: list.shown,
    selected: { table, row: window.selected, column },
    prompt,
  };
}

const start = (draft: Draft, sheet: Sheet): Cursor => ({
  window: listWindow(rowCount(draft, sheet), 1),
  column: 0,
  left: 0,
});

/** An author at the first cell of a list that was just read, before any panel is shown. */
export function startEditing(
  { list, draft, kept, message }: Extract<EditNews, { kind: "opened" }>,
  size: Size,
): { readonly state: Editing; readonly effects: readonly PanelEffect[] } {
  const prompt = firstPrompt(draft);
  const selected = { table: "equality", row: 0, column: 0 } as const;
  const panels = startPanels({ draft, name: list.name, folder: list.shown, selected, prompt });
  const state: Editing = {
    kind: "editing",
    size,
    list,
    history: startHistory(draft),
    saved: draft,
    sheet: "equality",
    cursors: {
      equality: start(draft, "equality"),
      neutral: start(draft, "neutral"),
      general: start(draft, "general"),
      about: start(draft, "about"),
    },
    mode: kept === undefined ? { kind: "move" } : { kind: "recover", kept },
    lastSearch: "",
    prompt,
    panels: panels.state,
    showsPanels: true,
    ...(message === undefined ? {} : { message }),
  };
  return { state, effects: panels.effects };
}

/** A prompt to look at until the author types another. */
const firstPrompt = ({ description }: Draft): string =>
  `The ${description.demographics[0]?.phrase ?? "person"} was known for`;
