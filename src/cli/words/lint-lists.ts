import { loadWords } from "../../store/word-lists.ts";
import { explain } from "../../wordlist/explain.ts";
import { type LintReport, lintProduct } from "../../wordlist/lint.ts";
import { type Level, levelOf, type Problem } from "../../wordlist/problem.ts";
import type { LintOptions } from "./lint-options.ts";
import { counted } from "../../text/counted.ts";
import { harmless } from "../../text/harmless.ts";
import { wrap } from "../../text/layout.ts";
import { lintJunit, type NamedLint } from "../../report/lint-junit.ts";
import { lintSarif } from "../../report/lint-sarif.ts";
import { type Palette, palette } from "../../report/paint.ts";
import type { Terminal } from "../terminal.ts";
import { version } from "../version.ts";
import { mendList } from "./mend-list.ts";
import { openTokenizer } from "./open-tokenizer.ts";

/** Tells what is wrong with lists. Returns whether any has an error. */
export async function lintLists(names: readonly string[], options: LintOptions, terminal: Terminal): Promise<boolean> {
  const tokenizer = await openTokenizer(options, terminal);
  if (options.fix === true || options.fixAll === true)
    for (const name of names) await mendList(name, tokenizer, options, terminal);
  const read = names.flatMap(loadWords);
  const lints: NamedLint[] = [];
  for (const product of read) {
    const report = await lintProduct(product, tokenizer);
    const name = product.map(({ list }) => list.name).join("+");
    lints.push([name, report]);
    if (options.format === "text") {
      const lines = options.json === true ? jsonLines(report) : sentences(name, report, terminal);
      await terminal.write(`${lines.join("\n")}\n`);
    }
  }
  if (options.format === "junit") await terminal.write(lintJunit(lints));
  if (options.format === "sarif") await terminal.write(lintSarif(lints, version));
  return lints.some(([, { summary }]) => summary.errors > 0);
}

const jsonLines = ({ problems, summary }: LintReport): readonly string[] => [
  ...problems.map((problem) => {
    const { code, file, row, words } = problem;
    return JSON.stringify({ code, level: levelOf(problem), file, row, words, ...explain(problem) });
  }),
  JSON.stringify({ summary }),
];

function sentences(name: string, { problems, summary }: LintReport, terminal: Terminal): readonly string[] {
  const paint = palette(terminal.plain);
  const { errors, warnings, rows, order, isAction } = summary;
  const verdict = isAction ? `an action of order ${order}` : "no action";
  const counts = [
    counted(rows, "row"),
    counted(errors, "error"),
    counted(warnings, "warning"),
    counted(problems.length - errors - warnings, "remark"),
  ];
  return [
    ...problems.flatMap((problem) => describe(problem, terminal.columns, paint)),
    `${paint.heading(harmless(name))}: ${verdict}; ${counts.join(", ")}.`,
  ];
}

const levelPaint = (level: Level, paint: Palette) =>
  level === "error" ? paint.regard.negative : level === "warning" ? paint.behind : paint.faint;

function describe(problem: Problem, columns: number, paint: Palette): readonly string[] {
  const level = levelOf(problem);
  const { message, fix } = explain(problem);
  const [first = "", ...rest] = wrap(harmless(`${message} ${fix}`), columns - 11);
  return [`${levelPaint(level, paint)(level.padEnd(8))} ${first}`, ...rest.map((line) => `         ${line}`)];
}
