import stringWidth from "string-width";
import { harmless } from "../../text/harmless.ts";
import { wrap } from "../../text/layout.ts";
import { wordMarker } from "../../text/word-marker.ts";
import type { Line, Span } from "../kernel/line.ts";

const lineWidth = (line: Line): number => line.reduce((width, { text }) => width + stringWidth(text), 0);

/** Cells filled up and put beside one another: all first lines, all second lines, … */
export function besideLines(cells: readonly (readonly Line[])[], width: number, gap: number): readonly Line[] {
  const height = cells.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from({ length: height }, (_, row) =>
    cells.flatMap((lines, i) => {
      const line = lines[row] ?? [];
      const room = i === cells.length - 1 ? 0 : width - lineWidth(line) + gap;
      return [...line, { text: " ".repeat(Math.max(0, room)) }];
    }),
  );
}

/** They stand around a listed word while a text is wrapped. Private characters of the text itself are not let through. */
const [opens, closes] = ["\uE000", "\uE001"];
const foreign = /[\uE000\uE001]/gu;

const markers = new WeakMap<readonly string[], (text: string) => string>();

/** Compiled once for each array of words. */
function markerOf(listed: readonly string[]): (text: string) => string {
  const known = markers.get(listed);
  if (known !== undefined) return known;
  const marker = wordMarker(listed, (word) => opens + word + closes);
  markers.set(listed, marker);
  return marker;
}

/** A foreign text as it is shown on a line. */
export const shownText = (text: string): string => harmless(text).replace(foreign, "\uFFFD");

/** A foreign text in lines of at most `width` cells, its listed words in the role "listed"; without colours _between underscores_. The number of lines is the same either way. */
export function textLines(text: string, listed: readonly string[], width: number, plain: boolean): readonly Line[] {
  const marked = markerOf(listed)(shownText(text));
  let isOpen = false;
  return wrap(marked, width).map((line) => {
    const pieces: Span[] = [];
    for (const part of line.split(/([\uE000\uE001])/u)) {
      if (part === opens) isOpen = true;
      if (part === opens || part === closes) {
        if (plain) pieces.push({ text: "_" });
        if (part === closes) isOpen = false;
      } else if (part !== "") pieces.push(isOpen ? { text: part, role: "listed" } : { text: part });
    }
    return pieces;
  });
}

/** The listed words in a text, each once. */
export function listedIn(text: string, listed: readonly string[]): readonly string[] {
  const marked = markerOf(listed)(shownText(text));
  return [...new Set(Array.from(marked.matchAll(/\uE000([^\uE001]*)\uE001/gu), ([, word]) => word ?? ""))];
}
