import stringWidth from "string-width";
import { harmless } from "../../text/harmless.ts";
import { visible } from "../../text/visible.ts";
import type { Key } from "./key.ts";

/** A line that is being typed. The cursor stands before the grapheme of its number: an emoji or a letter with its marks is one step. */
export interface LineEdit {
  readonly graphemes: readonly string[];
  readonly cursor: number;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const split = (text: string): readonly string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** A line with this text, the cursor at its end. */
export function lineEdit(text: string): LineEdit {
  const graphemes = split(text);
  return { graphemes, cursor: graphemes.length };
}

export const lineText = ({ graphemes }: LineEdit): string => graphemes.join("");

const at = (graphemes: readonly string[], cursor: number): LineEdit => ({
  graphemes,
  cursor: Math.max(0, Math.min(graphemes.length, cursor)),
});

/** The line after a key; the same line where the key does nothing in it. Pasted line breaks become spaces. */
export function typeKey(line: LineEdit, key: Key): LineEdit {
  if (key.kind === "text") return insert(line, key.text.replaceAll(/[\r\n\t]+/gu, " ").replaceAll(/\p{Cc}/gu, ""));
  return key.kind === "control" ? control(line, key.letter) : named(line, key.name);
}

function insert({ graphemes, cursor }: LineEdit, text: string): LineEdit {
  if (text === "") return { graphemes, cursor };
  const before = graphemes.slice(0, cursor).join("") + text; // what is typed may join the grapheme before it
  const all = split(before + graphemes.slice(cursor).join(""));
  return at(all, split(before).length);
}

function named(line: LineEdit, name: Extract<Key, { kind: "named" }>["name"]): LineEdit {
  const { graphemes, cursor } = line;
  switch (name) {
    case "left":
      return at(graphemes, cursor - 1);
    case "right":
      return at(graphemes, cursor + 1);
    case "home":
      return at(graphemes, 0);
    case "end":
      return at(graphemes, graphemes.length);
    case "backspace":
      return cursor === 0 ? line : at(graphemes.toSpliced(cursor - 1, 1), cursor - 1);
    case "delete":
      return cursor === graphemes.length ? line : at(graphemes.toSpliced(cursor, 1), cursor);
    default:
      return line;
  }
}

function control(line: LineEdit, letter: string): LineEdit {
  const { graphemes, cursor } = line;
  if (letter === "a") return at(graphemes, 0);
  if (letter === "e") return at(graphemes, graphemes.length);
  if (letter === "u") return at(graphemes.slice(cursor), 0);
  if (letter === "k") return at(graphemes.slice(0, cursor), cursor);
  if (letter !== "w") return line;
  const kept = graphemes
    .slice(0, cursor)
    .join("")
    .replace(/\S+\s*$/u, "");
  const start = split(kept).length;
  return at([...graphemes.slice(0, start), ...graphemes.slice(cursor)], start);
}

/** Pieces that are drawn: before, under and after the cursor. */
export interface VisibleLine {
  readonly before: string;
  readonly under: string;
  readonly after: string;
}

/** The part of the line that fits in `width` cells around the cursor, harmless: what cannot be seen is shown as a mark, so that it can be deleted. */
export function visibleLine({ graphemes, cursor }: LineEdit, width: number): VisibleLine {
  const shown = (at: number): string => shownGrapheme(graphemes[at] ?? "");
  const under = shown(cursor) || " ";
  let [before, after] = ["", ""];
  let room = Math.max(0, width - stringWidth(under));
  let [from, to] = [cursor, cursor + 1];
  for (; from > 0 && stringWidth(shown(from - 1)) <= room; from -= 1) {
    before = shown(from - 1) + before;
    room -= stringWidth(shown(from - 1));
  }
  for (; to < graphemes.length && stringWidth(shown(to)) <= room; to += 1) {
    after += shown(to);
    room -= stringWidth(shown(to));
  }
  return { before: harmless(before), under: harmless(under), after: harmless(after) };
}

/** Joiners stay: only their neighbours in the line tell whether they are needed. */
function shownGrapheme(grapheme: string): string {
  const safe = harmless(grapheme);
  if (safe === "") return visible(grapheme);
  return /[\u200C\u200D]/u.test(grapheme) ? grapheme : safe;
}
