import { loadWordList, wordListNames } from "../../store/word-lists.ts";
import type { WordsOptions } from "./words-options.ts";
import { table } from "../../text/layout.ts";
import type { Terminal } from "../terminal.ts";

/** The shipped word lists, one a line. */
export async function listWords(options: WordsOptions, terminal: Terminal): Promise<void> {
  const lists = wordListNames().map((name) => {
    const { description, equality } = loadWordList(name).list;
    const { title, demographics, licence } = description;
    return { name, title, demographics: demographics.map((one) => one.name), rows: equality.length, licence };
  });
  if (options.json === true) {
    for (const list of lists) await terminal.write(`${JSON.stringify(list)}\n`);
    return;
  }
  const rows = lists.map(({ name, title, rows }) => [name, String(rows), title]);
  await terminal.write(`${table(["name", "rows", "title"], rows).join("\n")}\n`);
}
