import type { Element } from "../group/group.ts";
import type { TokenId, Tokenizer } from "../text/token.ts";
import { textPieces } from "./text-words.ts";
import type { WordAction } from "./word-action.ts";

/** A stretch of a previewed prompt. "moved": the action changed or could change it. "left": a listed word that stays behind. */
export interface PreviewSpan {
  readonly text: string;
  readonly kind: "plain" | "moved" | "left";
}

/** One image of a prompt. */
export interface PreviewImage {
  readonly element: Element;
  /** Whom this image is about, or null where no listed word is in the prompt. */
  readonly demographic: string | null;
  readonly text: string;
  readonly spans: readonly PreviewSpan[];
}

/** All |G| images g·x of a prompt x under the full or the relaxed action, in the order of the elements g. */
export function previewPrompt(
  words: WordAction,
  which: "full" | "relaxed",
  tokenizer: Tokenizer,
  prompt: string,
): readonly PreviewImage[] {
  const { action, frame } = words[which];
  const listed = listedWords(words);
  const tokens = tokenizer.encode(prompt);
  const [carrier, ...more] = frame.carriers(tokens);
  return words.group.elements.map((element) => {
    const spans = spansOf(tokens, action.images, action.images[element] as Int32Array, tokenizer, listed);
    const isFixed = carrier === undefined || more.length > 0;
    return {
      element,
      // The carrier brings x to column 0, so x itself is about the carrier's inverse.
      demographic: isFixed ? null : words.name(words.group.multiply(element, words.group.inverse(carrier))),
      text: spans.map(({ text }) => text).join(""),
      spans,
    };
  });
}

function spansOf(
  tokens: readonly TokenId[],
  images: readonly Int32Array[],
  table: Int32Array,
  tokenizer: Tokenizer,
  listed: ReadonlySet<string>,
): readonly PreviewSpan[] {
  const spans: PreviewSpan[] = [];
  let still: TokenId[] = [];
  const flush = () => {
    if (still.length > 0) spans.push(...leftBehind(tokenizer.decode(still), listed));
    still = [];
  };
  for (const token of tokens) {
    if (images.every((image) => image[token] === token)) still.push(token);
    else {
      flush();
      spans.push({ text: tokenizer.decode([table[token] as TokenId]), kind: "moved" });
    }
  }
  flush();
  return spans;
}

/** Every word of the lists, lower case: what should perhaps have moved. */
const listedWords = ({ lists }: WordAction): ReadonlySet<string> =>
  new Set(
    lists.flatMap(({ equality, general }) => [
      ...equality.flatMap(({ words }) => words.map((word) => word.toLowerCase())),
      ...general.map(({ word }) => word.toLowerCase()),
    ]),
  );

function leftBehind(text: string, listed: ReadonlySet<string>): readonly PreviewSpan[] {
  const spans: { text: string; kind: "plain" | "left" }[] = [];
  for (const piece of textPieces(text)) {
    const kind = piece.isWord && listed.has(piece.text.toLowerCase()) ? "left" : "plain";
    const last = spans.at(-1);
    if (kind === "plain" && last?.kind === "plain") last.text += piece.text;
    else spans.push({ text: piece.text, kind });
  }
  return spans;
}
