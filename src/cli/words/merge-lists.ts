import { expectFree, readListFiles, writeListFiles } from "../../store/list-files.ts";
import { readDraft } from "../../wordlist/author/draft.ts";
import { formatDraft } from "../../wordlist/author/format-draft.ts";
import { formatLeft, leftFile } from "../../wordlist/author/import-draft.ts";
import { mergeDrafts } from "../../wordlist/author/merge-drafts.ts";
import type { MergeOptions } from "./authoring-options.ts";
import { counted } from "../../text/counted.ts";
import { harmless } from "../../text/harmless.ts";
import { shellWord } from "../../text/shell-word.ts";
import type { Terminal } from "../terminal.ts";
import { leftLine } from "./left-line.ts";

/** Writes two lists as one; the second's rows that could not be placed are told and kept beside it. */
export async function mergeLists(
  name: string,
  other: string,
  options: MergeOptions,
  terminal: Terminal,
): Promise<void> {
  expectFree(options.out);
  const [first, second] = [readListFiles(name), readListFiles(other)];
  const drafts = [readDraft(first.files, first.folder), readDraft(second.files, second.folder)] as const;
  const { draft, left } = mergeDrafts(...drafts, [name, other]);
  const beside = left.length === 0 ? {} : { [leftFile]: formatLeft(left) };
  await writeListFiles(options.out, formatDraft(draft), beside);
  if (options.json === true) {
    await terminal.write(`${JSON.stringify({ folder: options.out, rows: draft.equality.length, left })}\n`);
    return;
  }
  for (const row of left) await terminal.write(leftLine(row));
  await terminal.write(
    `${harmless(options.out)}: ${counted(draft.equality.length, "row")}. See: evenhand words lint ${shellWord(harmless(options.out))}\n`,
  );
}
