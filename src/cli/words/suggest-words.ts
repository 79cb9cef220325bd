import { readListFiles } from "../../store/list-files.ts";
import { loadWordList, wordListNames } from "../../store/word-lists.ts";
import { readDraft } from "../../wordlist/author/draft.ts";
import { type KnownRows, suggestRows, type Suggestion } from "../../wordlist/author/suggest-rows.ts";
import { harmless } from "../../text/harmless.ts";
import { table } from "../../text/layout.ts";
import type { Terminal } from "../terminal.ts";
import { openTokenizer } from "./open-tokenizer.ts";
import type { WordsOptions } from "./words-options.ts";

/** Tells rows that a list may want, each with where it comes from. */
export async function suggestWords(name: string, options: WordsOptions, terminal: Terminal): Promise<void> {
  const { files, folder } = readListFiles(name);
  const draft = readDraft(files, folder);
  const found = await suggestRows(draft, await openTokenizer(options, terminal), shippedRows());
  if (options.json === true) {
    for (const one of found) await terminal.write(`${JSON.stringify(one)}\n`);
    return;
  }
  if (found.length === 0) {
    await terminal.write("Nothing to suggest.\n");
    return;
  }
  const rows = found.map(({ kind, words, from }: Suggestion) => [
    kind,
    harmless(words.join(", ")),
    harmless(draft.equality[from]?.words.join(", ") ?? ""),
  ]);
  await terminal.write(`${table(["kind", "words", "from the row"], rows).join("\n")}\nNothing was added.\n`);
}

const shippedRows = (): readonly KnownRows[] =>
  wordListNames().map((name) => {
    const { description, equality } = loadWordList(name).list;
    return {
      demographics: description.demographics.map((one) => one.name),
      rows: equality.map(({ words }) => words),
    };
  });
