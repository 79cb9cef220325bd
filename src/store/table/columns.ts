import { nearest } from "../../text/nearest.ts";
import { UserError } from "../../text/user-error.ts";
import type { WantedColumn } from "./found-row.ts";

/**
 * Where each wanted column stands in a table's rows.
 *
 * @param first the heading, or without one the first row
 * Throws UserError that names the file, the option, and the nearest name there is.
 */
export function columnsAt(
  path: string,
  wanted: readonly WantedColumn[],
  first: readonly string[],
  header: boolean,
): readonly number[] {
  const names = first.map((name) => name.trim());
  return wanted.map((column) => (header ? named(path, column, names) : numbered(path, column, names.length)));
}

function named(path: string, { name, flag }: WantedColumn, names: readonly string[]): number {
  const at = names.indexOf(name);
  if (at === -1) throw missingColumn(`${path}: expected a column "${name}"`, name, flag, names);
  if (names.indexOf(name, at + 1) === -1) return at;
  throw new UserError(`${path}: expected one column "${name}" but found several. Give each column a name of its own.`);
}

function numbered(path: string, { name, flag }: WantedColumn, count: number): number {
  const number = /^\d+$/u.test(name) ? Number(name) : 0;
  if (number >= 1 && number <= count) return number - 1;
  throw new UserError(
    `${path}: expected a column's number from 1 to ${count}, as there is no heading, but found "${name}". Give the number with ${flag}.`,
  );
}

/** What to say where a column or key is not there: all names there are, and the nearest of them. */
export function missingColumn(expected: string, name: string, flag: string, names: readonly string[]): UserError {
  const found = names.map((name) => `"${name}"`).join(", ") || "nothing";
  const guess = nearest(name, names);
  const hint = guess === undefined ? "" : ` Did you mean "${guess}"?`;
  return new UserError(`${expected} but found ${found}.${hint} Name the column with ${flag}.`);
}
