import type { Tokenizer } from "../text/token.ts";
import { endsInsideWord, textPieces } from "../wordlist/text-words.ts";

/** How the tokens of a vocabulary meet the words of a text. */
export interface WordBoundary {
  /** 1 for the tokens that cannot lengthen the word before them, shape (V). */
  readonly leaves: Uint8Array;
  /** Whether a token that follows could lengthen the text's last word. */
  readonly endsInsideWord: (text: string) => boolean;
}

/** Looks at every token once: about 50 ms for GPT-2. A token that is no whole character by itself may be a part of a letter, so it counts as lengthening. */
export function wordBoundary(tokenizer: Tokenizer): WordBoundary {
  const leaves = Uint8Array.from({ length: tokenizer.vocabularySize }, (_, v) => {
    const [first] = textPieces(tokenizer.decode([v as Parameters<Tokenizer["decode"]>[0][number]]));
    return first !== undefined && !first.isWord && !first.text.startsWith("\uFFFD") ? 1 : 0;
  });
  return { leaves, endsInsideWord: (text) => endsInsideWord(text) || text.endsWith("\uFFFD") };
}
