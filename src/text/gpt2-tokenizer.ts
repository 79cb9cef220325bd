import type { TokenId, Tokenizer } from "./token.ts";

/**
 * The tokenizer of GPT-2, with no network: 50,257 tokens. "<|endoftext|>" in a text is read as those 13 characters and never as the token.
 * A lone surrogate, which UTF-8 cannot hold, is read as U+FFFD. Cost: about 40 ms to load, then some millions of tokens a second.
 */
export async function gpt2Tokenizer(): Promise<Tokenizer> {
  const gpt2 = await import("gpt-tokenizer/encoding/gpt2");
  return {
    name: "gpt2",
    vocabularySize: 50_257,
    endOfText: 50_256 as TokenId,
    encode: (text) => gpt2.encode(text.toWellFormed(), { disallowedSpecial: new Set() }) as TokenId[],
    decode: (tokens) => gpt2.decode(tokens),
  };
}
