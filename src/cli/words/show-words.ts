import { loadWordList } from "../../store/word-lists.ts";
import { cyclesByRow, tokenCycles } from "../../wordlist/token-cycles.ts";
import type { WordsOptions } from "./words-options.ts";
import { harmless } from "../../text/harmless.ts";
import { table, wrap } from "../../text/layout.ts";
import { palette } from "../../report/paint.ts";
import type { Terminal } from "../terminal.ts";
import { openTokenizer } from "./open-tokenizer.ts";

/** One list: its description, and for each row the written forms that the action moves. */
export async function showWords(name: string, options: WordsOptions, terminal: Terminal): Promise<void> {
  const { list } = loadWordList(name);
  const tokenizer = await openTokenizer(options, terminal);
  const { cycles } = tokenCycles(list, tokenizer);
  const cyclesOf = cyclesByRow(cycles);
  const rows = list.equality.map(({ row, words, role, number, note }) => {
    const forms = (cyclesOf.get(row) ?? []).map((cycle) => cycle.forms);
    return { row, words, role, number, note, forms };
  });
  if (options.json === true) {
    await terminal.write(`${JSON.stringify({ name: list.name, ...list.description })}\n`);
    for (const row of rows) await terminal.write(`${JSON.stringify(row)}\n`);
    return;
  }
  const paint = palette(terminal.plain);
  const { title, demographics, source, licence, note } = list.description;
  const about = [`Source: ${source} Licence: ${licence}.`, ...(note === undefined ? [] : [note])];
  const lines = [
    paint.heading(harmless(title)),
    ...about.flatMap((text) => wrap(harmless(text), terminal.columns - 1)),
    "",
    ...table(
      [...demographics.map((one) => harmless(one.name)), "moved forms", "note"],
      rows.map(({ words, forms, note: remark }) => [
        ...words.map(harmless),
        forms.length === 0 ? "none" : String(forms.length),
        harmless(remark),
      ]),
    ),
    "",
    `${cycles.length} written forms of ${rows.filter(({ forms }) => forms.length > 0).length} of ${rows.length} rows are moved; general words: ${list.general.length}, neutral words: ${list.neutral.length}.`,
  ];
  await terminal.write(`${lines.join("\n")}\n`);
}
