import type { TableSettings } from "./table/found-row.ts";
import { readColumns } from "./table/read-columns.ts";

/** A text somebody already has, and its row: data rows of a table, lines of other files, from 1. */
export interface FoundText {
  readonly row: number;
  readonly text: string;
}

/**
 * The texts of a CSV, TSV or JSONL file, or of a file with one text a line (told apart by the name's ending).
 * Reads as it goes: memory does not grow with the file. Throws UserError that names the file and the row.
 *
 * @param column where a table or a JSON object keeps its text; not used for plain files
 */
export async function* readTexts(
  path: string,
  column: string,
  settings: TableSettings = {},
): AsyncGenerator<FoundText> {
  for await (const batch of readColumns(path, [{ name: column, flag: "--text-column" }], settings)) {
    for (const { row, values } of batch) yield { row, text: values[0] ?? "" };
  }
}
