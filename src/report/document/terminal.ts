import { harmlessStart } from "../../text/harmless.ts";
import { table, wrap } from "../../text/layout.ts";
import { type Palette, palette } from "../paint.ts";
import { type Block, type Document, type Inline, inlines, type Line } from "./document.ts";

/** A document for a terminal `columns` cells wide. Tables keep their shape: where one is too wide its rows stand as lists. */
export function terminalOf(document: Document, columns: number, paint: Palette): string {
  const text = (line: Line) => painted(line, paint);
  const wrapped = (line: string, indent = "") =>
    wrap(line, columns - 1 - indent.length).map((part, i) => (i === 0 ? part : indent + part));
  const lines = (block: Block): readonly string[] => {
    switch (block.kind) {
      case "heading":
        return wrapped(text(block.text)).map(paint.heading);
      case "paragraph":
        return wrapped(text(block.text));
      case "list":
        return block.items.flatMap((item) => wrapped(`- ${text(item)}`, "  "));
      case "command":
        return [harmlessStart(block.text, 4000)];
      case "table": {
        const titles = block.columns.map(({ title }) => title);
        const rows = block.rows.map((row) => row.map(text));
        const [head = "", ...body] = table(titles, rows);
        if (!areTooWide([head, ...body], columns)) return [paint.faint(head), ...body];
        return rows.flatMap((row) => wrapped(`- ${row.map((cell, i) => `${titles[i]}: ${cell}`).join(", ")}`, "  "));
      }
      default:
        return block satisfies never;
    }
  };
  return document.map((block) => `${lines(block).join("\n")}\n`).join("\n");
}

/** Whether a block is shown as it is on a terminal `columns` cells wide: of a table, that its rows do not stand as lists. */
export function keepsShape(block: Block, columns: number): boolean {
  if (block.kind !== "table") return true;
  const titles = block.columns.map(({ title }) => title);
  const rows = block.rows.map((row) => row.map((line) => painted(line, palette(true))));
  return !areTooWide(table(titles, rows), columns);
}

const areTooWide = (lines: readonly string[], columns: number): boolean =>
  lines.some((line) => line.length >= columns && wrap(line, columns - 1).length > 1);

const painted = (line: Line, paint: Palette): string =>
  inlines(line)
    .map((piece) => inline(piece, paint))
    .join("");

function inline(piece: Inline, paint: Palette): string {
  if (typeof piece === "string") return piece;
  if ("strong" in piece) return paint.heading(piece.strong);
  if ("code" in piece) return harmlessStart(piece.code, 400);
  return harmlessStart(piece.foreign, 40);
}
