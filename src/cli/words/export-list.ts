import { stringify } from "csv-stringify/sync";
import { writeAtomically } from "../../store/atomic-write.ts";
import { readListFiles } from "../../store/list-files.ts";
import { type Draft, readDraft } from "../../wordlist/author/draft.ts";
import type { ExportOptions } from "./authoring-options.ts";
import type { Terminal } from "../terminal.ts";

/** Writes a list's orbits as one table, or as JSON: an object of columns, which `words import` reads. */
export async function exportList(name: string, options: ExportOptions, terminal: Terminal): Promise<void> {
  const { files, folder } = readListFiles(name);
  const text = tableOf(readDraft(files, folder), options.json === true ? "json" : options.format);
  if (options.out === undefined) await terminal.write(text);
  else {
    await writeAtomically(options.out, text);
    terminal.log(`Written to ${options.out}.\n`);
  }
}

function tableOf({ description, equality }: Draft, format: ExportOptions["format"]): string {
  const names = description.demographics.map((one) => one.name);
  if (format === "json") {
    const columns = names.map((name, i) => [name, equality.map(({ words }) => words[i] ?? "")]);
    return `${JSON.stringify(Object.fromEntries(columns))}\n`;
  }
  return stringify([names, ...equality.map(({ words }) => [...words])], { delimiter: format === "csv" ? "," : "\t" });
}
