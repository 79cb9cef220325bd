import { mergeBytes } from "./merge-bytes.ts";
import type { TokenId, Tokenizer } from "./token.ts";

/**
 * The tokenizer of GPT-2, with no network: 50,257 tokens. "<|endoftext|>" in a text is read as those 13 characters and never as the token.
 * A lone surrogate, which UTF-8 cannot hold, is read as U+FFFD. Tokens that end inside a character decode to U+FFFD.
 * Cost: about 40 ms to load, then some millions of tokens a second; n·log n for any text. Throws RangeError on a token that GPT-2 has not.
 */
export async function gpt2Tokenizer(): Promise<Tokenizer> {
  const [gpt2, { default: ranks }] = await Promise.all([
    import("gpt-tokenizer/encoding/gpt2"),
    import("gpt-tokenizer/bpeRanks/r50k_base"),
  ]);
  const plain = (text: string) => gpt2.encode(text, { disallowedSpecial: new Set() });
  const long = longWordEncoder(ranks);
  return {
    name: "gpt2",
    vocabularySize: 50_257,
    endOfText,
    encode(text) {
      const wellFormed = text.toWellFormed();
      if (!tooLong.test(wellFormed)) return plain(wellFormed) as TokenId[];
      return (wellFormed.match(words) ?? []).flatMap((word) =>
        tooLong.test(word) ? long(word) : plain(word),
      ) as TokenId[];
    },
    decode: byteDecoder(ranks),
  };
}

const endOfText = 50_256 as TokenId;

/** The characters of each token, or its bytes where they are no whole characters. */
type Ranks = readonly (string | readonly number[])[];

/** How GPT-2 cuts a text before it merges bytes. Source: Radford et al. 2019. */
const words = /'(?:s|t|re|ve|m|ll|d)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

/** Words for which the library's search of all pairs after each merge is slower than a queue. */
const tooLong = /[^\s]{500}|\s{500}/u;

/**
 * Decodes bytes, each call by itself. The library's decoder keeps the unfinished character of one call and puts it before the text of the next.
 */
function byteDecoder(ranks: Ranks): Tokenizer["decode"] {
  const utf8 = new TextEncoder();
  const bytesOf = (token: TokenId): Uint8Array | readonly number[] => {
    const written = token === endOfText ? "<|endoftext|>" : ranks[token];
    if (written === undefined) throw new RangeError(`Expected a token of GPT-2, below 50257, but received ${token}.`);
    return typeof written === "string" ? utf8.encode(written) : written;
  };
  return (tokens) => {
    const pieces = tokens.map(bytesOf);
    const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  };
}

/** Encodes one word of any length. Ranks by bytes are gathered at the first such word. */
function longWordEncoder(ranks: Ranks): (word: string) => number[] {
  let byBytes: ReadonlyMap<string, number> | undefined;
  const gathered = () =>
    new Map(
      ranks.map((token, rank): [string, number] => [
        typeof token === "string" ? latin1(token) : fromBytes(token),
        rank,
      ]),
    );
  return (word) => {
    const known = (byBytes ??= gathered());
    return mergeBytes(latin1(word), (pair) => known.get(pair)).map((piece) => known.get(piece) as number);
  };
}

/** The UTF-8 bytes of a text as characters 0 to 255. */
const latin1 = (text: string): string => fromBytes([...new TextEncoder().encode(text)]);

const fromBytes = (bytes: readonly number[]): string => bytes.map((byte) => String.fromCharCode(byte)).join("");
