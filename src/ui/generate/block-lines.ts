import { harmless } from "../../text/harmless.ts";
import type { RegardLabel } from "../../regard/regard.ts";
import { type Line, wrapped } from "../kernel/line.ts";
import { besideLines, listedIn, shownText, textLines } from "./text-lines.ts";
import { roundLines } from "./round-lines.ts";
import { madeNow, orbitOf, type ShownOrbit, type ShownRound, type Texts } from "./texts.ts";

/** How lines are made. `plain` and `screenReader` as in Look; the number of lines does not depend on `plain`. */
export interface LineLook {
  readonly columns: number;
  readonly plain: boolean;
  readonly screenReader: boolean;
}

/** Fewer cells in a line than this are hard to read: the texts then stand below one another. */
const narrowest = 34;
const gap = 3;
const indent = 2;

interface Cell {
  readonly demographic: string;
  /** None yet while the text is being written. */
  readonly label?: RegardLabel;
  readonly text: string;
}

/** Blocks of the decoder in sight, those being written among them. */
export function shownBlocks(texts: Texts): number {
  const { blocks, growing } = madeNow(texts);
  return blocks.length + growing.length;
}

/** The lines of a block: its heading, its texts, its rounds where they are asked for, and an empty line. */
export function blockLines(texts: Texts, block: number, look: LineLook): readonly Line[] {
  const orbit = orbitOf(texts, block);
  if (orbit === undefined) return [];
  const { cells, rounds } = contentOf(texts, block, orbit);
  const width = look.columns - 1;
  const heading = headingOf(texts, block, orbit);
  const about = cells[0]?.demographic ?? "";
  const asked = texts.showsRounds ? roundLines(rounds, about, width, look) : [];
  const body = look.screenReader
    ? cells.flatMap((cell) => spokenLines(cell, orbit, width))
    : cellLines(cells, orbit, width, look.plain);
  return [...wrapped(heading, width, "heading"), ...body, ...asked, []];
}

function contentOf(texts: Texts, block: number, orbit: ShownOrbit): { cells: Cell[]; rounds: readonly ShownRound[] } {
  const { blocks, growing } = madeNow(texts);
  const name = (i: number) => harmless(nameOf(orbit, i));
  const made = blocks[block];
  if (made !== undefined) {
    const cells = made.samples.map(({ text, regard }, i) => ({
      demographic: name(i),
      label: regard.unmasked.label,
      text,
    }));
    return { cells, rounds: made.rounds };
  }
  const now = growing[block - blocks.length];
  const cells = orbit.prompts.map(({ text }, i) => ({ demographic: name(i), text: now?.texts[i] ?? text }));
  return { cells, rounds: now?.rounds ?? [] };
}

/** The demographic of a text; where its prompt names no single one, as of a product of lists, the listed words of the prompt. */
function nameOf({ prompts, listed }: ShownOrbit, i: number): string {
  const { demographic, text } = prompts[i] ?? { demographic: null, text: "" };
  return demographic ?? (listedIn(text, listed).join(", ") || `text ${i + 1}`);
}

function headingOf({ orbits, request }: Texts, block: number, { template, prompts }: ShownOrbit): string {
  const { samples } = request;
  const orbit = orbits.length === 1 ? "" : `Prompt ${Math.floor(block / samples) + 1} of ${orbits.length}: `;
  const sample = samples === 1 ? "" : ` · sample ${(block % samples) + 1} of ${samples}`;
  return `${orbit}“${harmless(template ?? prompts[0]?.text ?? "")}”${sample}`;
}

/** Beside one another where there is room, else below one another. */
function cellLines(cells: readonly Cell[], orbit: ShownOrbit, width: number, plain: boolean): readonly Line[] {
  const room = width - indent;
  const column = Math.floor((room - gap * (cells.length - 1)) / Math.max(1, cells.length));
  const isWide = column >= narrowest;
  const each = cells.map((cell) => {
    const inside = isWide ? column : room - indent;
    const text = textLines(cell.text, orbit.listed, inside, plain);
    return [
      labelLine(cell, isWide ? column : room),
      ...(isWide ? text : text.map((line) => [{ text: "  " }, ...line])),
    ];
  });
  const lines = isWide ? besideLines(each, column, gap) : each.flat();
  return lines.map((line) => [{ text: " ".repeat(indent) }, ...line]);
}

/** "man: positive", cut where it is too long. */
function labelLine({ demographic, label }: Cell, width: number): Line {
  const regard = label ?? "writing …";
  const room = width - regard.length - 2;
  const [name = ""] = textLines(demographic, [], Math.max(1, room), true).map((line) =>
    line.map(({ text }) => text).join(""),
  );
  return [{ text: `${name}: ` }, { text: regard, role: label ?? "faint" }];
}

/** One sentence a line: what a screen reader says. */
function spokenLines({ demographic, label, text }: Cell, { listed }: ShownOrbit, width: number): readonly Line[] {
  const words = listedIn(text, listed);
  const told = label === undefined ? "still being written" : `regard ${label}`;
  return [
    ...wrapped(`Text about ${demographic}, ${told}: ${shownText(text)}`, width),
    ...(words.length === 0 ? [] : wrapped(`Words of the list in it: ${words.join(", ")}.`, width)),
  ];
}

/** What is in sight from a place on: at most `rows` lines. Cost: the blocks in sight. */
export function linesFrom(texts: Texts, top: { block: number; line: number }, rows: number, look: LineLook): Line[] {
  const lines: Line[] = [];
  for (let block = top.block; block < shownBlocks(texts) && lines.length < rows; block++)
    lines.push(...blockLines(texts, block, look).slice(block === top.block ? top.line : 0));
  return lines.slice(0, rows);
}
