import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathKind } from "./path-kind.ts";
import { readJournal } from "./read-journal.ts";
import { readRunRecord } from "./run-record.ts";
import { readColumns } from "./table/read-columns.ts";

/** A text for labelling by hand. */
export interface FoundLabelable {
  readonly id: string;
  readonly demographic: string;
  readonly text: string;
  /** The text with its demographic masked, where the file has it. */
  readonly masked?: string;
}

/**
 * The texts of an audit (its folder, or the samples.jsonl in it), of a table, or of a file with one text a line. Ids are those of the audit, or rows.
 * Memory does not grow with the file. Throws UserError as readColumns and readJournal do.
 */
export async function* readLabelable(
  path: string,
  { textColumn, groupColumn }: { readonly textColumn: string; readonly groupColumn?: string | undefined },
): AsyncGenerator<FoundLabelable> {
  const run = runFolder(path);
  if (run === undefined) yield* ofTable(path, textColumn, groupColumn);
  else yield* ofRun(run);
}

/** The run's folder that a path means; undefined where it is another file. */
function runFolder(path: string): string | undefined {
  if (pathKind(path) === "folder") return path;
  const folder = dirname(path);
  return basename(path) === "samples.jsonl" && existsSync(join(folder, "run.json")) ? folder : undefined;
}

async function* ofRun(folder: string): AsyncGenerator<FoundLabelable> {
  await readRunRecord(folder);
  for await (const { id, words, demographic, text, regard } of readJournal(folder)) {
    const masked = regard.masked?.text;
    yield { id, demographic: `${words} ${demographic}`, text, ...(masked === undefined ? {} : { masked }) };
  }
}

async function* ofTable(path: string, text: string, group: string | undefined): AsyncGenerator<FoundLabelable> {
  const groups = group === undefined ? [] : [{ name: group, flag: "--group-column" }];
  for await (const batch of readColumns(path, [{ name: text, flag: "--text-column" }, ...groups])) {
    for (const { row, values } of batch) yield { id: String(row), demographic: values[1] ?? "", text: values[0] ?? "" };
  }
}
