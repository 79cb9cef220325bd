import { loadWords } from "../../store/word-lists.ts";
import { UserError } from "../../text/user-error.ts";
import { type PreviewImage, type PreviewSpan, previewPrompt } from "../../wordlist/preview.ts";
import { wordAction } from "../../wordlist/word-action.ts";
import type { PreviewOptions } from "./lint-options.ts";
import { harmless } from "../../text/harmless.ts";
import { pad, wrap } from "../../text/layout.ts";
import { type Palette, palette } from "../../report/paint.ts";
import type { Terminal } from "../terminal.ts";
import { openTokenizer } from "./open-tokenizer.ts";

/** All images of a prompt. Moved words are underlined; listed words that stay behind are coloured, and named below. */
export async function previewWords(prompt: string, options: PreviewOptions, terminal: Terminal): Promise<void> {
  if (prompt.trim() === "") {
    throw new UserError(`words preview: expected a prompt but found nothing in it. Write a few words.`);
  }
  const products = loadWords(options.words);
  const tokenizer = await openTokenizer(options, terminal);
  const which = options.relaxed === true ? "relaxed" : "full";
  for (const read of products) {
    const words = wordAction(
      read.map(({ list }) => list),
      tokenizer,
    );
    const images = await previewPrompt(words, which, tokenizer, prompt);
    const lines = options.json === true ? images.map((image) => JSON.stringify(image)) : imageLines(images, terminal);
    await terminal.write(`${lines.join("\n")}\n`);
  }
}

function imageLines(images: readonly PreviewImage[], terminal: Terminal): readonly string[] {
  const paint = palette(terminal.plain);
  const names = images.map(({ demographic }) => harmless(demographic ?? "text"));
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const left = [
    ...new Set(images.flatMap(({ spans }) => spans.filter(({ kind }) => kind === "left").map(({ text }) => text))),
  ];
  const doubts = images.find((image) => image.doubts.length > 0)?.doubts ?? [];
  const doubted = doubts.map(({ word, fits }) => `${harmless(word)} reads as ${fits} here`);
  return [
    ...images.flatMap(({ spans }, i) => {
      const text = spans.map((span) => painted(span, paint)).join("");
      const [first = "", ...rest] = wrap(text, terminal.columns - width - 1);
      return [pad(names[i] ?? "", width) + first, ...rest.map((line) => " ".repeat(width) + line)];
    }),
    ...(left.length + doubts.length === 0 ? [] : [""]),
    ...(left.length === 0 ? [] : [`Stay behind: ${left.map((word) => paint.behind(harmless(word))).join(", ")}.`]),
    ...(doubts.length === 0
      ? []
      : [`In doubt: ${[...new Set(doubted)].join(", ")}; the action cannot tell, --relaxed leaves it.`]),
  ];
}

function painted({ text, kind }: PreviewSpan, paint: Palette): string {
  const shown = harmless(text);
  if (kind === "plain") return shown;
  const [, space = "", word = ""] = /^(\s*)(.*)$/su.exec(shown) ?? [];
  return space + (kind === "moved" ? paint.listed : paint.behind)(word);
}
