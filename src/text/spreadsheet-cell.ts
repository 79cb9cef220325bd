import { harmlessStart } from "./harmless.ts";

/** What a spreadsheet takes for the beginning of a formula, as OWASP lists it, wide forms and leading blanks among them. */
const formula = /^[\s'"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** A foreign text for a table that people open: harmless, cut after `most` characters, and with an apostrophe before what a spreadsheet would run. It holds no line break. */
export function spreadsheetCell(text: string, most: number): string {
  const shown = harmlessStart(text, most);
  return formula.test(shown) ? `'${shown}` : shown;
}
