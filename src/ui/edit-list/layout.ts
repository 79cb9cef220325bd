import type { Size } from "../kernel/screen.ts";
import type { Sheet } from "./sheet.ts";

/** How the screen is divided: sheets on top, then the table and the panels, a line of words at the bottom. */
export interface EditLayout {
  /** Cells of the table; `rows` without its heading. */
  readonly table: Size;
  readonly panels?: Size & { readonly isBeside: boolean };
}

/** The line of sheets, the heading, the line at the bottom. */
const otherRows = 3;
/** From this width on the panels stand beside the table. */
const wide = 130;
/** Below this height there is no room for panels. */
const low = 14;

/** Rows that a table below which panels stand keeps however short its sheet is: it seldom moves them while a list begins. */
const shortest = 4;

/** What a layout depends on beside the screen's size. */
export interface LayoutNeeds {
  readonly showsPanels: boolean;
  /** Whether the author is in the panels: they then take the larger half. */
  readonly isInPanels: boolean;
  /** Rows of the sheet in sight. */
  readonly count: number;
}

/** Divides what the frame leaves to the screen: panels below a table get what the table does not fill. */
export function layoutOf({ columns, rows }: Size, { showsPanels, isInPanels, count }: LayoutNeeds): EditLayout {
  const room = Math.max(1, rows - otherRows);
  if (!showsPanels || rows < low) return { table: { columns, rows: room } };
  if (columns >= wide) {
    const width = Math.floor(columns * 0.42);
    return {
      table: { columns: columns - width - 2, rows: room },
      panels: { columns: width, rows: rows - 2, isBeside: true },
    };
  }
  const least = Math.min(isInPanels ? 20 : 14, Math.max(6, Math.floor(rows * (isInPanels ? 0.6 : 0.38))));
  const table = Math.min(room - least, Math.max(shortest, count));
  return {
    table: { columns, rows: table },
    panels: { columns, rows: room - table, isBeside: false },
  };
}

/** A column in sight: its number and its width with the space around. */
export interface ShownColumn {
  readonly column: number;
  readonly width: number;
}

/** Width of the place for row numbers. */
export const gutterOf = (rows: number): number => Math.max(3, String(rows).length + 2);
const narrowest = 12;
const widest = 26;
const detailWidths = [8, 10];

/** The widths of a sheet's columns where `columns` cells are there: they do not depend on what stands in the rows, so nothing moves when one scrolls. */
function widthsOf(sheet: Sheet, count: number, columns: number): readonly number[] {
  if (sheet === "about") return [columns];
  if (sheet !== "equality") return [Math.min(widest, Math.floor(columns / 2)), Math.max(narrowest, columns - widest)];
  const words = count - detailWidths.length - 1;
  const rest = columns - detailWidths.reduce((sum, width) => sum + width, narrowest);
  const word = Math.max(narrowest, Math.min(widest, Math.floor(rest / Math.max(1, words))));
  const note = Math.max(narrowest, columns - words * word - detailWidths.reduce((sum, width) => sum + width, 0));
  return [...Array.from({ length: words }, () => word), ...detailWidths, note];
}

/** The columns in sight from `left` on; the last may be cut. */
export function columnsFrom(
  sheet: Sheet,
  { count, left, columns }: { readonly count: number; readonly left: number; readonly columns: number },
): readonly ShownColumn[] {
  const shown: ShownColumn[] = [];
  let room = columns;
  for (const [column, width] of widthsOf(sheet, count, columns).entries()) {
    if (column < left) continue;
    if (room < Math.min(width, narrowest) && shown.length > 0) break;
    shown.push({ column, width: Math.min(width, room) });
    room -= Math.min(width, room);
    if (room <= 0) break;
  }
  return shown;
}

/** The first column in sight so that the selected one is wholly there, moved no more than it must. */
export function scrolledTo(
  sheet: Sheet,
  { count, left, columns, column }: { count: number; left: number; columns: number; column: number },
): number {
  let first = Math.min(left, column);
  const widths = widthsOf(sheet, count, columns);
  const width = () => widths.slice(first, column + 1).reduce((sum, one) => sum + one, 0);
  while (first < column && width() > columns) first += 1;
  return first;
}
