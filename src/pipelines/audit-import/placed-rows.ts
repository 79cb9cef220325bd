import { loadContexts } from "../../store/contexts.ts";
import type { FoundRow } from "../../store/table/found-row.ts";
import { readColumns } from "../../store/table/read-columns.ts";
import type { FindOpening } from "../../text/opening.ts";
import { UserError } from "../../text/user-error.ts";
import { listsOf } from "./import-config.ts";
import type { ImportFile, ImportSettings } from "./import-settings.ts";
import { type KnownPrompt, promptFinder } from "./known-prompts.ts";
import { nameLimits } from "./name-limits.ts";
import { rowPlacer, wantedColumns } from "./place-row.ts";
import type { PlacedRow } from "./placed-text.ts";

/** Rows of one unit of the journal, or somewhat more. A unit's rows depend on the files alone, so an import that was killed goes on after its last whole unit. */
const rowsInUnit = 8192;

/** The rows of the files in their order, unit by unit, each with its place or the reason why it has none. Memory: one unit. Throws UserError with the row. */
export async function* placedUnits(settings: ImportSettings): AsyncGenerator<readonly PlacedRow[]> {
  const find = finderOf(settings);
  const check = nameLimits();
  let unit: PlacedRow[] = [];
  for (const [i, file] of settings.files.entries()) {
    const place = rowPlacer(settings, file, settings.files.length === 1 ? null : i + 1, find);
    for await (const batch of rowsOf(file, settings)) {
      for (const row of batch) {
        const placed = place(row);
        if (placed.kind === "text") check(placed.text, `${file.path}, row ${row.row}`);
        unit.push(placed);
      }
      if (unit.length < rowsInUnit) continue;
      yield unit;
      unit = [];
    }
  }
  if (unit.length > 0) yield unit;
}

async function* rowsOf(file: ImportFile, { columns, table }: ImportSettings): AsyncGenerator<readonly FoundRow[]> {
  let isEmpty = true;
  for await (const batch of readColumns(file.path, wantedColumns(columns), table)) {
    isEmpty = false;
    yield batch;
  }
  if (isEmpty) throw new UserError(`${file.path}: expected rows with texts but found none. Name a file that has some.`);
}

/** Without a group column the group is read from the start of the text, by the prompts of the word lists and contexts. */
function finderOf(settings: ImportSettings): FindOpening<KnownPrompt> | undefined {
  if (settings.columns.group !== undefined) return undefined;
  return promptFinder(listsOf(settings), settings.contexts.map(loadContexts));
}
