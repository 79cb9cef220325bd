import { harmlessStart } from "../../text/harmless.ts";
import { table, wrap } from "../../text/layout.ts";
import type { Palette } from "../paint.ts";
import { type Block, type Document, type Inline, inlines, type Line } from "./document.ts";

/** A document for a terminal `columns` cells wide. Tables keep their shape: where one is too wide its rows stand as lists. */
export function terminalOf(document: Document, columns: number, paint: Palette): string {
  const text = (line: Line) =>
    inlines(line)
      .map((piece) => inline(piece, paint))
      .join("");
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
        const isWide = [head, ...body].some((line) => line.length >= columns && wrap(line, columns - 1).length > 1);
        if (!isWide) return [paint.faint(head), ...body];
        return rows.flatMap((row) => wrapped(`- ${row.map((cell, i) => `${titles[i]}: ${cell}`).join(", ")}`, "  "));
      }
      default:
        return block satisfies never;
    }
  };
  return document.map((block) => `${lines(block).join("\n")}\n`).join("\n");
}

function inline(piece: Inline, paint: Palette): string {
  if (typeof piece === "string") return piece;
  if ("strong" in piece) return paint.heading(piece.strong);
  if ("code" in piece) return harmlessStart(piece.code, 400);
  return harmlessStart(piece.foreign, 40);
}
