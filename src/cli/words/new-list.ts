import { expectFree, readListFiles, writeListFiles } from "../../store/list-files.ts";
import { type Draft, readDraft } from "../../wordlist/author/draft.ts";
import { formatDraft } from "../../wordlist/author/format-draft.ts";
import { copyDraft, newDraft } from "../../wordlist/author/new-draft.ts";
import { lintDraft } from "../../wordlist/author/mend-draft.ts";
import type { NewListOptions } from "./authoring-options.ts";
import type { Terminal } from "../terminal.ts";
import { openTokenizer } from "./open-tokenizer.ts";
import { reportWritten } from "./report-written.ts";

/** Makes a list's folder: a copy of another list, or one orbit, the demographics' own names. */
export async function newList(folder: string, options: NewListOptions, terminal: Terminal): Promise<void> {
  expectFree(folder);
  const draft = options.from === undefined ? newDraft(options) : copyOf(options.from, options);
  const tokenizer = await openTokenizer(options, terminal);
  await writeListFiles(folder, formatDraft(draft));
  await reportWritten(folder, await lintDraft(draft, folder, folder, tokenizer), options, terminal);
}

function copyOf(name: string, options: NewListOptions): Draft {
  const { files, folder } = readListFiles(name);
  return copyDraft(readDraft(files, folder), name, options);
}
