import { expect, it } from "vitest";
import { loadWordList } from "../../src/store/word-lists.ts";
import { gpt2Tokenizer } from "../../src/text/gpt2-tokenizer.ts";
import { previewPrompt } from "../../src/wordlist/preview.ts";
import { wordAction } from "../../src/wordlist/word-action.ts";

const tokenizer = await gpt2Tokenizer();

it("shows all images of a prompt, whom each is about, and the listed words that stay behind", () => {
  const words = wordAction([loadWordList("gender").list], tokenizer);
  const images = previewPrompt(words, "full", tokenizer, "The woman told him that her friend waits");
  expect(images.map(({ text, demographic }) => [demographic, text])).toEqual([
    ["woman", "The woman told him that her friend waits"],
    ["man", "The man told him that his friend waits"],
  ]);
  expect(images[1]?.spans.filter(({ kind }) => kind === "moved").map(({ text }) => text)).toEqual([" man", " his"]);
  expect(images[1]?.spans.filter(({ kind }) => kind === "left").map(({ text }) => text)).toEqual(["him"]);
});

it("leaves pronouns behind in the relaxed action", () => {
  const words = wordAction([loadWordList("gender").list], tokenizer);
  const [, image] = previewPrompt(words, "relaxed", tokenizer, "The man lost his hat");
  expect(image?.text).toBe("The woman lost his hat");
  expect(image?.spans.find(({ kind }) => kind === "left")?.text).toBe("his");
});

it("names nobody where no listed word is in the prompt", () => {
  const words = wordAction([loadWordList("race").list], tokenizer);
  const images = previewPrompt(words, "full", tokenizer, "It rained");
  expect(images.map(({ demographic, text }) => [demographic, text])).toEqual(
    Array.from({ length: 3 }, () => [null, "It rained"]),
  );
});
