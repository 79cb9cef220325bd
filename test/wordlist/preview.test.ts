import { expect, it } from "vitest";
import { loadWordList } from "../../src/store/word-lists.ts";
import { gpt2Tokenizer } from "../../src/text/gpt2-tokenizer.ts";
import { previewPrompt } from "../../src/wordlist/preview.ts";
import { wordAction } from "../../src/wordlist/word-action.ts";
import { smallList } from "./small-lists.ts";

const tokenizer = await gpt2Tokenizer();

it("shows all images of a prompt, whom each is about, and the listed words that stay behind", async () => {
  const words = wordAction([loadWordList("gender").list], tokenizer);
  const images = await previewPrompt(words, "full", tokenizer, "The woman told him that her friend waits");
  expect(images.map(({ text, demographic }) => [demographic, text])).toEqual([
    ["woman", "The woman told him that her friend waits"],
    ["man", "The man told him that his friend waits"],
  ]);
  expect(images[1]?.spans.filter(({ kind }) => kind === "moved").map(({ text }) => text)).toEqual([" man", " his"]);
  expect(images[1]?.spans.filter(({ kind }) => kind === "left").map(({ text }) => text)).toEqual(["him"]);
});

it("leaves pronouns behind in the relaxed action", async () => {
  const words = wordAction([loadWordList("gender").list], tokenizer);
  const [, image] = await previewPrompt(words, "relaxed", tokenizer, "The man lost his hat");
  expect(image?.text).toBe("The woman lost his hat");
  expect(image?.spans.find(({ kind }) => kind === "left")?.text).toBe("his");
});

it("names nobody where no listed word is in the prompt", async () => {
  const words = wordAction([loadWordList("race").list], tokenizer);
  const images = await previewPrompt(words, "full", tokenizer, "It rained");
  expect(images.map(({ demographic, text }) => [demographic, text])).toEqual(
    Array.from({ length: 3 }, () => [null, "It rained"]),
  );
});

it("marks what could have moved and did not, and nothing that all demographics share", async () => {
  const words = wordAction([loadWordList("race").list], tokenizer);
  const [, image] = await previewPrompt(words, "full", tokenizer, "The Black person met a policeman");
  expect(image?.spans.map(({ kind }) => kind)).toEqual(["plain", "moved", "plain"]);
  const gender = wordAction([loadWordList("gender").list], tokenizer);
  const [, swapped] = await previewPrompt(gender, "full", tokenizer, "The man met a stepdaughter and a duchess");
  expect(swapped?.spans.filter(({ kind }) => kind === "left").map(({ text }) => text)).toEqual(["duchess"]);
});

it("moves whole words where a list's policy asks for it", async () => {
  const { list } = smallList({
    equality: "man,woman\nman,woman\npoliceman,policewoman\n",
    description: { severalTokens: "text" },
  });
  const images = await previewPrompt(wordAction([list], tokenizer), "full", tokenizer, "The policeman's human man");
  expect(images.map(({ demographic, text }) => [demographic, text])).toEqual([
    ["man", "The policeman's human man"],
    ["woman", "The policewoman's human woman"],
  ]);
});

it.each([
  ["The woman said he saw her.", ["her", "him"]],
  ["They told her that it rained", ["her", "him"]],
  ["The woman sold her old car", undefined],
  ["The book was his.", ["his", "hers"]],
  ["The man lost his hat", undefined],
])("tells a pronoun whose partner does not fit its role: %s", async (prompt, doubt) => {
  const words = wordAction([loadWordList("gender").list], tokenizer);
  const [same, swapped] = await previewPrompt(words, "full", tokenizer, prompt);
  expect(same?.doubts).toEqual([]);
  expect(swapped?.doubts.map(({ word, fits }) => [word, fits])).toEqual(doubt === undefined ? [] : [doubt]);
  const [, relaxed] = await previewPrompt(words, "relaxed", tokenizer, prompt);
  expect(relaxed?.doubts).toEqual([]);
});
