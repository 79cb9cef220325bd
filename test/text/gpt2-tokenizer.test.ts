import fc from "fast-check";
import * as library from "gpt-tokenizer/encoding/gpt2";
import { describe, expect, it } from "vitest";
import { gpt2Tokenizer } from "../../src/text/gpt2-tokenizer.ts";
import type { TokenId } from "../../src/text/token.ts";

const gpt2 = await gpt2Tokenizer();
const ids = (...tokens: readonly number[]) => tokens as TokenId[];

it("gives GPT-2's own token ids", () => {
  // GPT-2's published vocabulary: " man" 582, " woman" 2415, "The" 464, end of text 50256.
  expect(gpt2.encode("The man woman")).toEqual([464, 582, 2415]);
  expect([gpt2.vocabularySize, gpt2.endOfText]).toEqual([50_257, 50_256]);
});

it("gives every well-formed text back, emoji, marks and other scripts included", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => gpt2.decode(gpt2.encode(text)) === text));
  for (const text of ["👩‍👩‍👧 e\u0301", "שלום مرحبا", "a\r\n\tb\u0000", "\uFEFFa\uFEFF"])
    expect(gpt2.decode(gpt2.encode(text))).toBe(text);
});

it("reads the end-of-text mark in a text as its characters, and a lone surrogate as U+FFFD", () => {
  expect(gpt2.encode("<|endoftext|>")).not.toContain(50_256);
  expect(gpt2.decode(gpt2.encode("<|endoftext|>"))).toBe("<|endoftext|>");
  expect(gpt2.decode(gpt2.encode("a\uD800b"))).toBe("a\uFFFDb");
});

describe("decode", () => {
  // "日" is the bytes of token 33768 and the byte of token 98.
  it("depends on its tokens alone, whatever was decoded before", () => {
    expect(gpt2.decode(ids(33_768))).toBe("\uFFFD");
    expect(gpt2.decode(gpt2.encode("日本"))).toBe("日本");
    const some = fc.array(fc.nat(50_256));
    fc.assert(
      fc.property(some, some, (tokens, before) => {
        const alone = gpt2.decode(ids(...tokens));
        gpt2.decode(ids(...before));
        return gpt2.decode(ids(...tokens)) === alone;
      }),
    );
  });

  it("keeps an unfinished character where it stands", () => {
    expect(gpt2.decode(ids(33_768, 582, 98))).toBe("\uFFFD man\uFFFD");
  });

  it("refuses a token that is none", () => {
    expect(() => gpt2.decode(ids(50_257))).toThrow(/below 50257/u);
  });
});

describe("long words", () => {
  const letters = fc.array(fc.constantFrom("a", "b", "ing", "é", "日", "👩", "~", "7"), {
    minLength: 500,
    maxLength: 700,
  });

  it("are read as the library reads them", () => {
    fc.assert(
      fc.property(letters, fc.constantFrom("", " x", "\n", "  "), (pieces, end) => {
        const text = ` ${pieces.join("")}${end}`;
        expect(gpt2.encode(text)).toEqual(library.encode(text));
      }),
      { numRuns: 20 },
    );
  });

  it("of 100,000 letters are read and given back", () => {
    const text = "qxzj".repeat(25_000);
    expect(gpt2.decode(gpt2.encode(text))).toBe(text);
  });
});
