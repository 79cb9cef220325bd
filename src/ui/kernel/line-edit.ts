import stringWidth from "string-width";
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

/** The part of the line that fits in `width` cells around the cursor: before, under and after it. */
export function visibleLine(
  { graphemes, cursor }: LineEdit,
  width: number,
): { readonly before: string; readonly under: string; readonly after: string } {
  const under = graphemes[cursor] ?? " ";
  let room = Math.max(0, width - stringWidth(under));
  let [from, to] = [cursor, cursor + 1];
  while (from > 0 && stringWidth(graphemes[from - 1] ?? "") <= room) room -= stringWidth(graphemes[--from] ?? "");
  while (to < graphemes.length && stringWidth(graphemes[to] ?? "") <= room) room -= stringWidth(graphemes[to++] ?? "");
  return { before: graphemes.slice(from, cursor).join(""), under, after: graphemes.slice(cursor + 1, to).join("") };
}
