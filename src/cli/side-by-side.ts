import type { RegardLabel } from "../regard/regard.ts";
import { beside, pad, wrap } from "../text/layout.ts";
import type { Palette } from "../report/paint.ts";

/** One text on the screen. `text` is harmless and may hold colours. */
export interface Cell {
  readonly demographic: string;
  readonly label: RegardLabel;
  readonly text: string;
}

/** Fewer cells in a line than this are hard to read: the texts then stand below one another. */
const narrowest = 34;
const indent = "  ";

/** A decoder's texts for one orbit of prompts: beside one another where there is room, else below one another. */
export function sideBySide(title: string, cells: readonly Cell[], columns: number, paint: Palette): readonly string[] {
  const gap = 3;
  const room = columns - indent.length - 1;
  const width = Math.floor((room - gap * (cells.length - 1)) / Math.max(1, cells.length));
  const label = (cell: Cell) => paint.regard[cell.label](cell.label);
  const lines =
    width >= narrowest
      ? [
          ...beside(
            cells.map((cell) => `${cell.demographic}: ${label(cell)}`),
            width,
            gap,
          ),
          ...beside(
            cells.map((cell) => cell.text),
            width,
            gap,
          ),
        ]
      : cells.flatMap((cell) => [
          `${cell.demographic}: ${label(cell)}`,
          ...wrap(cell.text, room - 2).map((line) => pad("", 2) + line),
        ]);
  return [...wrap(title, columns - 1).map(paint.heading), ...lines.map((line) => indent + line)];
}
