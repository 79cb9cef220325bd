import { join } from "node:path";
import { openJournal } from "../../store/journal.ts";
import { type LineFile, openLineFile } from "../../store/line-file.ts";
import { UserError } from "../../text/user-error.ts";
import type { ImportSettings } from "./import-settings.ts";
import { labelTexts, type LabelTools } from "./label-texts.ts";
import { placedUnits } from "./placed-rows.ts";
import type { PlacedRow } from "./placed-text.ts";

/** How often rows were left out for a reason, in the order of the reasons' names. */
export type ExcludedCounts = readonly { readonly reason: string; readonly count: number }[];

/**
 * Writes the texts of the files into a run's journal, and the rows left out into excluded.jsonl beside it. Units that are in the journal are not
 * labelled again. Hold the run's lock meanwhile. Memory: one unit, however many rows there are.
 *
 * @param onRows is told how many rows have been read
 * Throws UserError where a row cannot be read, or none is a text of the audit.
 */
export async function writeImport(
  folder: string,
  settings: ImportSettings,
  tools: LabelTools,
  onRows: (rows: number) => void = () => {},
): Promise<ExcludedCounts> {
  const journal = await openJournal(folder);
  const excluded = await openLineFile(join(folder, "excluded.jsonl"));
  const counts = new Map<string, number>();
  try {
    const held = new Set(journal.units.map(({ unit }) => unit));
    let [unit, rows, texts] = [0, 0, 0];
    for await (const placed of placedUnits(settings)) {
      const kept = placed.flatMap((row) => (row.kind === "text" ? [row.text] : []));
      if (!held.has(unit)) {
        const lines = await labelTexts(kept, tools);
        await journal.append(
          unit,
          lines.map((line) => JSON.stringify(line)),
        );
      }
      await keepExcluded(placed, excluded, counts);
      [unit, rows, texts] = [unit + 1, rows + placed.length, texts + kept.length];
      onRows(rows);
    }
    if (texts === 0) throw noTexts(settings, rows, counts);
    await excluded.finish();
  } finally {
    await excluded.discard();
    await journal.close();
  }
  return sortedCounts(counts);
}

async function keepExcluded(rows: readonly PlacedRow[], file: LineFile, counts: Map<string, number>): Promise<void> {
  const excluded = rows.flatMap((row) => (row.kind === "excluded" ? [row.row] : []));
  for (const { reason } of excluded) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  await file.append(excluded.map((row) => JSON.stringify(row)));
}

const sortedCounts = (counts: ReadonlyMap<string, number>): ExcludedCounts =>
  [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([reason, count]) => ({ reason, count }));

function noTexts({ files }: ImportSettings, rows: number, counts: ReadonlyMap<string, number>): UserError {
  const reasons = sortedCounts(counts).map(({ reason, count }) => `${count} with "${reason}"`);
  return new UserError(
    `${files.map(({ path }) => path).join(", ")}: expected texts of an audit but left out all ${rows} rows: ${reasons.join(", ")}. Check the columns, or --words and --contexts.`,
  );
}
