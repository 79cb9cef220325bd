import { fieldOf } from "../../text/field-of.ts";
import { UserError } from "../../text/user-error.ts";
import { readLines } from "../text-file.ts";
import { missingColumn } from "./columns.ts";
import type { FoundRow, WantedColumn } from "./found-row.ts";

/**
 * The values under some keys of a file with one JSON object a line. "regard.masked.label" reaches into objects where no key has the whole name.
 * Numbers and true or false are taken as they are written, null as nothing. Throws UserError that names the line.
 */
export async function* keyRows(path: string, wanted: readonly WantedColumn[]): AsyncGenerator<FoundRow> {
  for await (const { line, text } of readLines(path)) {
    if (text.trim() === "") continue;
    const where = `${path}, line ${line}`;
    const object = parseObject(text, where);
    yield { row: line, values: wanted.map((column) => valueAt(object, column, where)) };
  }
}

function parseObject(text: string, where: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError(
      `${where}: expected one JSON object a line but found something else. Mend the line, or name the file .txt if it holds one text a line.`,
    );
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new UserError(
    `${where}: expected a JSON object but found ${JSON.stringify(value).slice(0, 40)}. Write each text as {"text": "…"}.`,
  );
}

function valueAt(object: object, { name, flag }: WantedColumn, where: string): string {
  const value = fieldOf(object, name) ?? name.split(".").reduce<unknown>(fieldOf, object);
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === null) return "";
  if (value === undefined)
    throw missingColumn(`${where}: expected a text under "${name}"`, name, flag, Object.keys(object));
  throw new UserError(
    `${where}: expected a text under "${name}" but found ${JSON.stringify(value).slice(0, 40)}. Name a key that holds a text or a number with ${flag}.`,
  );
}
