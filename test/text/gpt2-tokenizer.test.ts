import fc from "fast-check";
import { expect, it } from "vitest";
import { gpt2Tokenizer } from "../../src/text/gpt2-tokenizer.ts";

const gpt2 = await gpt2Tokenizer();

it("gives GPT-2's own token ids", () => {
  // GPT-2's published vocabulary: " man" 582, " woman" 2415, "The" 464, end of text 50256.
  expect(gpt2.encode("The man woman")).toEqual([464, 582, 2415]);
  expect([gpt2.vocabularySize, gpt2.endOfText]).toEqual([50_257, 50_256]);
});

it("gives every well-formed text back, emoji, marks and other scripts included", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => gpt2.decode(gpt2.encode(text)) === text));
  for (const text of ["👩‍👩‍👧 e\u0301", "שלום مرحبا", "a\r\n\tb\u0000"]) expect(gpt2.decode(gpt2.encode(text))).toBe(text);
});

it("reads the end-of-text mark in a text as its characters, and a lone surrogate as U+FFFD", () => {
  expect(gpt2.encode("<|endoftext|>")).not.toContain(50_256);
  expect(gpt2.decode(gpt2.encode("<|endoftext|>"))).toBe("<|endoftext|>");
  expect(gpt2.decode(gpt2.encode("a\uD800b"))).toBe("a\uFFFDb");
});
