import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/** Wraps a text (colours allowed) to lines of at most `width` cells; a word wider than a line is cut, a path after its folders where they fit. */
export function wrap(text: string, width: number): readonly string[] {
  const room = Math.max(1, width);
  const broken = text.replace(/\S+/gu, (word) => (isWidePath(word, room) ? brokenPath(word, room) : word));
  return wrapAnsi(broken, room, { hard: true, trim: true }).split("\n");
}

const isWidePath = (word: string, room: number): boolean =>
  word.length > room && word.includes("/") && !word.includes("\u001B") && stringWidth(word) > room;

/** A path with a line's end after as many folders as each line holds. */
function brokenPath(path: string, room: number): string {
  let line = "";
  let before = "";
  for (const part of path.split(/(?<=\/)/u)) {
    if (line !== "" && stringWidth(line + part) > room) [before, line] = [`${before}${line}\n`, ""];
    line += part;
  }
  return before + line;
}

/** Fills a text up to `width` cells with spaces on the right. Wide characters count as two cells. */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - stringWidth(text)));
}

/** Columns of wrapped text beside one another, each `width` cells wide, `gap` cells apart; no trailing spaces. */
export function beside(columns: readonly string[], width: number, gap = 2): readonly string[] {
  const wrapped = columns.map((text) => wrap(text, width));
  const height = Math.max(0, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    wrapped
      .map((lines) => pad(lines[row] ?? "", width))
      .join(" ".repeat(gap))
      .trimEnd(),
  );
}

/** A table with a heading row. Columns are as wide as their widest cell; numbers stand on the right. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => stringWidth(row[column] ?? ""))));
  const isNumeric = heading.map((_, column) => rows.every((row) => /^$|^[+\-−]?[\d.]/u.test(row[column] ?? "")));
  return all.map((row) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? "";
        return isNumeric[column] === true ? " ".repeat(width - stringWidth(cell)) + cell : pad(cell, width);
      })
      .join("  ")
      .trimEnd(),
  );
}
