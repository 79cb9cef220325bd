import type { Element } from "../group/group.ts";
import { genderedPronouns } from "../regard/mask.ts";
import type { Tokenizer } from "../text/token.ts";
import { type PronounDoubt, pronounDoubts } from "./pronoun-doubts.ts";
import { textAction } from "./text-action.ts";
import { textPieces } from "./text-words.ts";
import { withoutGeneral } from "./without-general.ts";
import type { WordAction } from "./word-action.ts";

/** A stretch of a previewed prompt. "moved": the action changed or could change it. "left": a listed word, or a gendered pronoun among the general ones, that stays behind. */
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
  /** Pronouns of the prompt that this image moves to a partner which may not fit their role. */
  readonly doubts: readonly PronounDoubt[];
}

/** The prompt in pieces that the action moves one by one, and the elements that bring it to its canonical image. */
interface Cut {
  /** Shape (pieces, |G|). */
  readonly pieces: readonly (readonly string[])[];
  readonly carriers: readonly Element[];
}

/**
 * All |G| images g·x of a prompt x under the full or the relaxed action, in the order of the elements g: of whole words where a list's
 * policy for words of several tokens is "text", of tokens otherwise.
 */
export async function previewPrompt(
  words: WordAction,
  which: "full" | "relaxed",
  tokenizer: Tokenizer,
  prompt: string,
): Promise<readonly PreviewImage[]> {
  const { group, lists } = words;
  const byText = lists.some(({ description }) => description.severalTokens === "text");
  const { pieces, carriers } = byText ? cutWords(words, which, prompt) : cutTokens(words, which, tokenizer, prompt);
  const listed = listedWords(words);
  const doubts = await pronounDoubts(prompt);
  const moved = new Set(pieces.filter((images) => !isStill(images)).map(([word = ""]) => word.trim()));
  const doubted = doubts.filter(({ word }) => moved.has(word));
  const [carrier, ...more] = carriers;
  return group.elements.map((element) => {
    const spans = spansOf(pieces, element, listed);
    const isFixed = carrier === undefined || more.length > 0;
    return {
      element,
      // The carrier brings x to column 0, so x itself is about the carrier's inverse.
      demographic: isFixed ? null : words.name(group.multiply(element, group.inverse(carrier))),
      text: spans.map(({ text }) => text).join(""),
      spans,
      doubts: doubted.filter(({ word }) => !spans.some((span) => span.text.trim() === word)),
    };
  });
}

function cutTokens(
  { group, ...words }: WordAction,
  which: "full" | "relaxed",
  tokenizer: Tokenizer,
  prompt: string,
): Cut {
  const { action, frame } = words[which];
  const tokens = tokenizer.encode(prompt);
  const pieces: (readonly string[])[] = [];
  let still: typeof tokens = [];
  const flush = () => {
    if (still.length > 0) pieces.push(group.elements.map(() => tokenizer.decode(still)));
    still = [];
  };
  for (const token of tokens) {
    const images = action.images.map((image) => image[token] as typeof token);
    if (isStill(images)) still.push(token);
    else {
      flush();
      pieces.push(images.map((image) => tokenizer.decode([image])));
    }
  }
  flush();
  return { pieces, carriers: frame.carriers(tokens) };
}

function cutWords({ group, lists }: WordAction, which: "full" | "relaxed", prompt: string): Cut {
  const { action, frame } = textAction(which === "full" ? lists : lists.map(withoutGeneral));
  return {
    pieces: textPieces(prompt).map(({ text }) => group.elements.map((g) => action.apply(g, text))),
    carriers: frame.carriers(prompt),
  };
}

const isStill = ([first, ...rest]: readonly (string | number)[]): boolean => rest.every((image) => image === first);

function spansOf(
  pieces: readonly (readonly string[])[],
  element: Element,
  listed: ReadonlySet<string>,
): readonly PreviewSpan[] {
  return merged(
    pieces.flatMap((images) => {
      const text = images[element] as string;
      return isStill(images) ? leftBehind(text, listed) : [{ text, kind: "moved" as const }];
    }),
  );
}

const leftBehind = (text: string, listed: ReadonlySet<string>): readonly PreviewSpan[] =>
  textPieces(text).map((piece) => ({
    text: piece.text,
    kind: piece.isWord && listed.has(piece.text.toLowerCase()) ? "left" : "plain",
  }));

function merged(spans: readonly PreviewSpan[]): readonly PreviewSpan[] {
  const joined: { text: string; kind: PreviewSpan["kind"] }[] = [];
  for (const { text, kind } of spans) {
    const last = joined.at(-1);
    if (kind === "plain" && last?.kind === "plain") last.text += text;
    else joined.push({ text, kind });
  }
  return joined;
}

const pronouns: ReadonlySet<string> = new Set(genderedPronouns);

/** Words that should perhaps have moved, lower case: those of the equality lists, and pronouns that have no partner of their own. */
const listedWords = ({ lists }: WordAction): ReadonlySet<string> =>
  new Set(
    lists.flatMap(({ equality, general }) => [
      ...equality.flatMap(({ words }) => words.map((word) => word.toLowerCase())),
      ...general.map(({ word }) => word.toLowerCase()).filter((word) => pronouns.has(word)),
    ]),
  );
