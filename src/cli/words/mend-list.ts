import { readListFiles, writeListFiles } from "../../store/list-files.ts";
import { wordListNames } from "../../store/word-lists.ts";
import type { Tokenizer } from "../../text/token.ts";
import { UserError } from "../../text/user-error.ts";
import { readDraft } from "../../wordlist/author/draft.ts";
import { formatDraft } from "../../wordlist/author/format-draft.ts";
import { mendDraft } from "../../wordlist/author/mend-draft.ts";
import { onOneLine } from "../../wordlist/author/on-one-line.ts";
import { explain } from "../../wordlist/explain.ts";
import type { LintOptions } from "./lint-options.ts";
import { counted } from "../../text/counted.ts";
import { harmless } from "../../text/harmless.ts";
import type { Terminal } from "../terminal.ts";

/** Mends a list's folder: its files are written anew (UTF-8, LF, trimmed cells of one line), with the fixes that were asked for. Says what was changed. */
export async function mendList(
  name: string,
  tokenizer: Tokenizer,
  options: LintOptions,
  terminal: Terminal,
): Promise<void> {
  if (wordListNames().includes(name)) {
    throw new UserError(
      `words lint --fix: expected a folder of your own but found the shipped list "${name}". Copy it first: evenhand words new FOLDER --from ${name}.`,
    );
  }
  const { files, folder } = readListFiles(name);
  const all = options.fixAll === true;
  const { draft, applied } = await mendDraft(readDraft(files, folder), { name, folder, all }, tokenizer);
  const mended = formatDraft(onOneLine(draft));
  const same = (["description", "equality", "neutral", "general"] as const).every(
    (file) => files[file] === undefined || files[file] === mended[file],
  );
  if (same) return;
  await writeListFiles(name, mended);
  for (const { problem, fix } of applied)
    terminal.log(`${harmless(`${explain(problem).message} Mended: ${fix.title}.`)}\n`);
  terminal.log(`${harmless(name)}: files written anew, ${counted(applied.length, "problem")} mended.\n`);
}
