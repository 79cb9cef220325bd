import { UserError } from "../../text/user-error.ts";
import { longestLine, readLines } from "../text-file.ts";

/** A row, and whether its last cell opened a quotation mark that has not closed. */
interface Split {
  readonly cells: readonly string[];
  readonly isOpen: boolean;
}

/**
 * The rows of a file with tabs between its cells, blank ones left out. Nobody has settled what quotation marks mean there, so a cell is quoted
 * only where a mark opens it and another closes it just before a tab or the row's end, as spreadsheets write; every other mark is a
 * plain character. A quoted cell may hold tabs and line breaks. Throws UserError where that leaves a doubt: a mark that
 * opens a cell and closes in what could as well be another row.
 */
export async function* tabRows(path: string, quotes: boolean): AsyncGenerator<readonly string[]> {
  const join = rowJoiner(path, quotes);
  let width = 0;
  for await (const { line, text } of readLines(path)) {
    const row = join.add(line, text, width);
    if (row === undefined) continue;
    width = expectWidth(width, row.cells.length, `${path}, line ${row.line}`);
    yield row.cells;
  }
  join.end();
}

/** Puts the lines of a quoted cell together again. `add` returns a row once it is whole; a blank line between rows is none. */
function rowJoiner(path: string, quotes: boolean) {
  let open: { readonly line: number; readonly text: string } | undefined;
  const joined = (line: number, text: string, width: number) => {
    if (open === undefined) return { line, text };
    const whole = `${open.text}\n${text}`;
    const couldBeRows = [open.text, text].every((part) => couldBeRow(part, width));
    if (whole.length > longestLine || couldBeRows) throw doubt(path, open.line);
    return { line: open.line, text: whole };
  };
  return {
    add(
      line: number,
      text: string,
      width: number,
    ): { readonly line: number; readonly cells: readonly string[] } | undefined {
      if (open === undefined && text.trim() === "") return undefined;
      const row = joined(line, text, width);
      const { cells, isOpen } = quotes ? splitRow(row.text) : { cells: row.text.split("\t"), isOpen: false };
      open = isOpen ? row : undefined;
      return isOpen ? undefined : { line: row.line, cells };
    },
    end() {
      if (open !== undefined) throw doubt(path, open.line);
    },
  };
}

/** Whether a text has as many cells as a row where marks are plain characters. */
const couldBeRow = (text: string, width: number): boolean => width < 2 || text.split("\t").length === width;

function expectWidth(width: number, found: number, where: string): number {
  if (width === 0 || width === found) return found;
  throw new UserError(
    `${where}: expected a table with ${width} cells in each row but found ${found}. Mend the row, or name the file .txt if it holds one text a line.`,
  );
}

function splitRow(text: string): Split {
  if (!text.includes('"')) return { cells: text.split("\t"), isOpen: false };
  const cells: string[] = [];
  for (let at = 0; at <= text.length;) {
    const quoted = text[at] === '"' ? closingQuote(text, at) : "plain";
    if (quoted === "open") return { cells, isOpen: true };
    const tab = text.indexOf("\t", quoted === "plain" ? at : quoted);
    const end = tab === -1 ? text.length : tab;
    cells.push(quoted === "plain" ? text.slice(at, end) : text.slice(at + 1, quoted).replaceAll('""', '"'));
    at = end + 1;
  }
  return { cells, isOpen: false };
}

/** Where the quoted cell that opens at `at` closes; "plain" where another character follows the mark, so that it closes nothing. */
function closingQuote(text: string, at: number): number | "plain" | "open" {
  let mark = text.indexOf('"', at + 1);
  while (mark !== -1 && text[mark + 1] === '"') mark = text.indexOf('"', mark + 2);
  if (mark === -1) return "open";
  return mark + 1 === text.length || text[mark + 1] === "\t" ? mark : "plain";
}

const doubt = (path: string, line: number): UserError =>
  new UserError(
    `${path}, line ${line}: expected a table but found this problem: a quotation mark opens a cell and does not close in its row. Add --no-quotes if the marks are plain characters there, or close it.`,
  );
