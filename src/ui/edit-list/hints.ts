import type { KeyHint } from "../kernel/screen.ts";
import { panelHints } from "../list-panels/step-panels.ts";
import type { EditState, Mode } from "./state.ts";

const moving: readonly KeyHint[] = [
  { keys: "Enter", does: "edit" },
  { keys: "o", does: "add" },
  { keys: "d", does: "delete" },
  { keys: "u", does: "undo" },
  { keys: "Ctrl-S", does: "save" },
  { keys: "Tab", does: "panels" },
  { keys: "/", does: "search" },
  { keys: "1–4", does: "sheets" },
  { keys: "Esc", does: "back" },
  { keys: "↑↓←→ hjkl", does: "move about; g and G: first and last row", rare: true },
  { keys: "i", does: "edit, as Enter", rare: true },
  { keys: "c", does: "edit from nothing", rare: true },
  { keys: "x", does: "empty the cell", rare: true },
  { keys: "O", does: "add a row above; o adds one below", rare: true },
  { keys: "K J", does: "move the row up, down", rare: true },
  { keys: "A", does: "new demographic after this column", rare: true },
  { keys: "X", does: "delete the demographic of this column", rare: true },
  { keys: "H L", does: "move the demographic left, right", rare: true },
  { keys: "m", does: "from the neutral to the general words, or back", rare: true },
  { keys: "n N", does: "next, previous place of the search", rare: true },
  { keys: "Ctrl-R", does: "redo", rare: true },
  { keys: "S", does: "save as a copy in another folder", rare: true },
  { keys: "p", does: "show or hide the panels", rare: true },
  { keys: "paste", does: "cells of a spreadsheet, or CSV, fill rows from here on", rare: true },
];

const asked: Readonly<Record<Exclude<Mode["kind"], "move" | "panels">, readonly KeyHint[]>> = {
  cell: [
    { keys: "Enter", does: "take it" },
    { keys: "Tab", does: "take it, next column" },
    { keys: "Esc", does: "leave it as it was" },
  ],
  search: [
    { keys: "Enter", does: "find" },
    { keys: "Esc", does: "no search" },
  ],
  folder: [
    { keys: "Enter", does: "save there" },
    { keys: "Esc", does: "do not save" },
  ],
  demographic: [
    { keys: "Enter", does: "add it" },
    { keys: "Esc", does: "add none" },
  ],
  leaving: [
    { keys: "Esc", does: "leave, keep the draft" },
    { keys: "s", does: "save and leave" },
    { keys: "d", does: "discard the changes" },
    { keys: "any other key", does: "stay" },
  ],
  recover: [
    { keys: "r", does: "take the draft up" },
    { keys: "d", does: "discard it" },
    { keys: "Esc", does: "go back, keep it" },
  ],
  overwrite: [
    { keys: "o", does: "overwrite" },
    { keys: "c", does: "save a copy" },
    { keys: "any other key", does: "do not save" },
  ],
};

/** The keys as they are at the moment. */
export function editHints(state: EditState): readonly KeyHint[] {
  if (state.kind === "opening") return [{ keys: "Esc", does: "go back" }];
  const { mode, panels } = state;
  if (mode.kind === "move") return moving;
  return mode.kind === "panels" ? panelHints(panels) : asked[mode.kind];
}
