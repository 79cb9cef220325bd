import { openClassifier } from "../pipelines/open-classifier.ts";
import { openMask } from "../pipelines/open-mask.ts";
import { type ScoredText, scoreTexts } from "../pipelines/score.ts";
import { type RegardLabel, regardLabels } from "../regard/regard.ts";
import { readTexts } from "../store/texts.ts";
import type { ScoreOptions } from "./score-options.ts";
import { harmless } from "../text/harmless.ts";
import { pad, wrap } from "../text/layout.ts";
import { networkOf } from "./network.ts";
import { type Palette, palette } from "../report/paint.ts";
import { progressOn } from "./progress-line.ts";
import type { Terminal } from "./terminal.ts";

/** Labels the texts of a file as they are read; people see the counts at the end, too. */
export async function scoreFile(file: string, options: ScoreOptions, terminal: Terminal): Promise<void> {
  const mask = openMask(options.words, options.mask ?? []);
  const classifier = await openClassifier(options.classifier, networkOf(terminal, options));
  const progress = progressOn(terminal, { label: "Scoring", unit: "texts" });
  const counts = { negative: 0, neutral: 0, positive: 0, other: 0 };
  let done = 0;
  try {
    for await (const scored of scoreTexts(
      readTexts(file, options.textColumn, { header: options.header, quotes: options.quotes }),
      classifier,
      mask,
    )) {
      progress.clear();
      await terminal.write(options.json === true ? `${JSON.stringify(scored)}\n` : linesOf(scored, terminal));
      counts[scored.label] += 1;
      progress.update(++done);
    }
  } finally {
    progress.end();
    await classifier.close();
  }
  if (options.json !== true) await terminal.write(summary(counts, done, palette(terminal.plain)));
}

const widest = 8;

function linesOf({ row, label, text, masked }: ScoredText, terminal: Terminal): string {
  const paint = palette(terminal.plain);
  const verdict = (name: RegardLabel) => pad(paint.regard[name](name), widest);
  const also = masked === undefined ? "" : `  ${verdict(masked.label)}`;
  const lead = `${String(row).padStart(6)}  ${verdict(label)}${also}  `;
  const indent = " ".repeat(6 + 2 + widest + 2 + (masked === undefined ? 0 : widest + 2));
  const [first = "", ...rest] = wrap(harmless(text), terminal.columns - indent.length - 1);
  return [lead + first, ...rest.map((line) => indent + line)].join("\n") + "\n";
}

function summary(counts: Readonly<Record<RegardLabel, number>>, total: number, paint: Palette): string {
  const shares = regardLabels.map((label) => {
    const share = total === 0 ? 0 : (100 * counts[label]) / total;
    return `${paint.regard[label](label)} ${counts[label]} (${share.toFixed(1)} %)`;
  });
  return `\n${total} ${total === 1 ? "text" : "texts"}: ${shares.join(", ")}\n`;
}
