import type { DecoderName } from "../decode/decode-plan.ts";
import { checkPrompts, contextOrbits, typedOrbits } from "../pipelines/prompt-orbits.ts";
import { generateTexts, textCount, type TextPlan, type TextTools } from "../pipelines/text-generation.ts";
import type { PromptOrbit } from "../pipelines/text-prompt.ts";
import type { TextSample } from "../pipelines/text-sample.ts";
import { textTable } from "../pipelines/text-table.ts";
import type { GenerateOptions } from "./generate-options.ts";
import { decoderTitles } from "../decode/decoder-titles.ts";
import { onlySettings } from "../pipelines/text-settings.ts";
import { harmless } from "../text/harmless.ts";
import { wrap } from "../text/layout.ts";
import { wordMarker } from "../text/word-marker.ts";
import { openShown } from "./open-shown.ts";
import { type Paint, palette } from "../report/paint.ts";
import { progressOn } from "./progress-line.ts";
import { sideBySide } from "./side-by-side.ts";
import type { Terminal } from "./terminal.ts";

/** Writes the texts that the options ask for: a JSON object a line, a CSV table, or side by side for people. */
export async function writeSamples(
  prompts: readonly string[],
  options: GenerateOptions,
  terminal: Terminal,
): Promise<void> {
  checkPrompts(prompts, options.contexts);
  const open = await openShown(options, terminal);
  try {
    if (options.csv === true) return await writeTable(open.each, prompts, options, terminal);
    for (const tools of open.each) {
      const plan = planOf(tools, prompts, options);
      const samples = counted(tools, plan, terminal);
      if (options.json === true) await writeLines(samples, terminal);
      else await writeBlocks(samples, plan, wordMarker(tools.words.listed, palette(terminal.plain).listed), terminal);
    }
  } finally {
    await open.close();
  }
}

/** One table of the texts of all word lists. */
async function writeTable(
  each: readonly TextTools[],
  prompts: readonly string[],
  options: GenerateOptions,
  terminal: Terminal,
): Promise<void> {
  async function* all(): AsyncGenerator<TextSample> {
    for (const tools of each) yield* counted(tools, planOf(tools, prompts, options), terminal);
  }
  const decoder = new TextDecoder();
  for await (const piece of textTable(all())) await terminal.write(decoder.decode(piece, { stream: true }));
}

function planOf(tools: TextTools, prompts: readonly string[], options: GenerateOptions): TextPlan {
  return {
    orbits:
      options.contexts === undefined
        ? typedOrbits(tools, prompts, options.only === true)
        : contextOrbits(tools, options.contexts),
    decoders: options.decoder,
    samples: options.samples,
    settings: onlySettings(options),
    logProb: options.logProb === true,
    frames: options.frames,
    batchSize: options.batchSize,
  };
}

/** The texts, with a progress line that steps aside while they are printed. */
async function* counted(tools: TextTools, plan: TextPlan, terminal: Terminal): AsyncGenerator<TextSample> {
  const progress = progressOn(terminal, { label: "Writing", unit: "texts", total: textCount(plan) });
  let done = 0;
  for await (const sample of generateTexts(tools, plan, { onWritten: () => progress.update(++done) })) {
    progress.clear();
    yield sample;
  }
  progress.end();
}

async function writeLines(samples: AsyncIterable<TextSample>, terminal: Terminal): Promise<void> {
  for await (const sample of samples) await terminal.write(`${JSON.stringify(sample)}\n`);
}

/** A heading for each orbit and sample, then a block for each decoder, as soon as its texts are there. */
async function writeBlocks(
  samples: AsyncGenerator<TextSample>,
  plan: TextPlan,
  mark: Paint,
  terminal: Terminal,
): Promise<void> {
  const paint = palette(terminal.plain);
  for (const { orbit, sample, decoder, isFirst } of blocks(plan)) {
    const cells: TextSample[] = [];
    while (cells.length < orbit.length) {
      const next = await samples.next();
      if (next.done === true) throw new Error("Expected a text for every prompt.");
      cells.push(next.value);
    }
    const lines = sideBySide(
      `${decoder} ${paint.faint(`· ${decoderTitles[decoder]}`)}`,
      cells.map(({ demographic, regard, text }) => ({
        demographic: harmless(demographic ?? "text"),
        label: regard.unmasked.label,
        text: mark(harmless(text)),
      })),
      terminal.columns,
      paint,
    );
    const heading = isFirst
      ? `${wrap(headingOf(orbit, sample, plan.samples), terminal.columns - 1)
          .map(paint.heading)
          .join("\n")}\n\n`
      : "";
    await terminal.write(`${heading}${lines.join("\n")}\n\n`);
  }
  for await (const extra of samples) throw new Error(`Expected no text after the last block but found ${extra.id}.`);
}

function* blocks({ orbits, samples, decoders }: TextPlan) {
  for (const orbit of orbits) {
    for (let sample = 0; sample < samples; sample++) {
      for (const [i, decoder] of decoders.entries())
        yield { orbit, sample, decoder: decoder satisfies DecoderName, isFirst: i === 0 };
    }
  }
}

function headingOf(orbit: PromptOrbit, sample: number, samples: number): string {
  const prompts = orbit.map(({ text }) => `“${harmless(text)}”`).join(" · ");
  return samples === 1 ? prompts : `${prompts} · sample ${sample + 1} of ${samples}`;
}
