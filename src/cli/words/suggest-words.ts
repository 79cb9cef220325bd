import { readListFiles } from "../../store/list-files.ts";
import { wordVectors } from "../../models/word-vectors.ts";
import { shippedRows } from "../../store/shipped-rows.ts";
import { readDraft } from "../../wordlist/author/draft.ts";
import { suggestRows, type Suggestion } from "../../wordlist/author/suggest-rows.ts";
import { harmless } from "../../text/harmless.ts";
import { table } from "../../text/layout.ts";
import type { Terminal } from "../terminal.ts";
import { findTokenizer } from "./open-tokenizer.ts";
import type { WordsOptions } from "./words-options.ts";

/** Tells rows that a list may want, each with where it comes from. */
export async function suggestWords(name: string, options: WordsOptions, terminal: Terminal): Promise<void> {
  const { files, folder } = readListFiles(name);
  const draft = readDraft(files, folder);
  const { tokenizer, model } = await findTokenizer(options, terminal);
  const vectors = wordVectors(model, options.model, tokenizer);
  if (vectors === undefined)
    terminal.log(
      `${harmless(options.model)}: no near words, since its files hold no table of tokens that can be read.\n`,
    );
  const found = await suggestRows(draft, tokenizer, shippedRows(), vectors);
  if (options.json === true) {
    for (const one of found) await terminal.write(`${JSON.stringify(one)}\n`);
    return;
  }
  if (found.length === 0) {
    await terminal.write("Nothing to suggest.\n");
    return;
  }
  const rows = found.map(({ kind, words, from, cosine, source }: Suggestion) => [
    kind,
    harmless(words.join(", ")),
    harmless(draft.equality[from]?.words.join(", ") ?? ""),
    harmless(cosine === undefined ? source : `${source}, cosine ${cosine.toFixed(2)}`),
  ]);
  await terminal.write(`${table(["kind", "words", "from the row", "source"], rows).join("\n")}\nNothing was added.\n`);
}
