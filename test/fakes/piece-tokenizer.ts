import type { TokenId, Tokenizer } from "../../src/text/token.ts";

const pieces = [
  ...Array.from("abcdefghijklmnopqrstuvwxyz"),
  " ",
  ".",
  "\n",
  " the",
  " wo",
  "man",
  " man",
  "kind",
  " was",
  " fire",
  "fighter",
  " nurse",
  " he",
  " she",
  "he",
  " a",
  " big",
];

/** A tokenizer of the given pieces, the longest first. Knows no other text. */
export const tokenizerOf = (name: string, pieces: readonly string[]): Tokenizer => ({
  name,
  vocabularySize: pieces.length + 1,
  endOfText: pieces.length as TokenId,
  encode(text) {
    const tokens: TokenId[] = [];
    for (let at = 0; at < text.length;) {
      const fitting = pieces.filter((piece) => text.startsWith(piece, at));
      const piece = fitting.reduce((a, b) => (b.length > a.length ? b : a), "");
      if (piece === "") throw new Error(`No piece for "${text.slice(at)}".`);
      tokens.push(pieces.indexOf(piece) as TokenId);
      at += piece.length;
    }
    return tokens;
  },
  decode: (tokens) => tokens.map((token) => pieces[token] ?? "<end>").join(""),
});

/** One in which "woman" and "firefighter" are two tokens. Only lower case, spaces, full stops and line breaks. */
export const pieceTokenizer: Tokenizer = tokenizerOf("pieces", pieces);
