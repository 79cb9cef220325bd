import { importList, readForeignList } from "../../pipelines/import-list.ts";
import { expectFree, writeListFiles } from "../../store/list-files.ts";
import { formatDraft } from "../../wordlist/author/format-draft.ts";
import { leftFile } from "../../wordlist/author/import-draft.ts";
import { lintDraft } from "../../wordlist/author/mend-draft.ts";
import { explainLeft, type LeftRow } from "../../wordlist/author/place-rows.ts";
import type { ImportListOptions } from "./authoring-options.ts";
import { counted } from "../../text/counted.ts";
import type { Terminal } from "../terminal.ts";
import { leftLine } from "./left-line.ts";
import { openTokenizer } from "./open-tokenizer.ts";
import { reportWritten } from "./report-written.ts";

/** Makes a list of foreign files: the rows that are an action; all others are told and kept beside it. */
export async function importWords(
  paths: readonly string[],
  options: ImportListOptions,
  terminal: Terminal,
): Promise<void> {
  expectFree(options.out);
  const { format, entry, heading } = options;
  const foreign = readForeignList(paths, {
    hasHeading: heading === true,
    ...(format === undefined ? {} : { format }),
    ...(entry === undefined ? {} : { entry }),
  });
  const { draft, left, beside } = importList(foreign, options);
  const tokenizer = await openTokenizer(options, terminal);
  await writeListFiles(options.out, formatDraft(draft), beside);
  await tellLeft(left, foreign.found.rows.length, options, terminal);
  await reportWritten(options.out, await lintDraft(draft, options.out, options.out, tokenizer), options, terminal);
}

async function tellLeft(
  left: readonly LeftRow[],
  rows: number,
  options: ImportListOptions,
  terminal: Terminal,
): Promise<void> {
  for (const row of left) {
    const { line, words, reason } = row;
    if (options.json === true)
      await terminal.write(`${JSON.stringify({ line, words, code: reason.code, why: explainLeft(row) })}\n`);
    else await terminal.write(leftLine(row));
  }
  if (left.length > 0 && options.json !== true)
    await terminal.write(
      `${left.length} of ${counted(rows, "row")} ${left.length === 1 ? "is" : "are"} kept in ${leftFile}.\n`,
    );
}
