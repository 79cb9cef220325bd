import { expect, it } from "vitest";
import { wordMarker } from "../../src/text/word-marker.ts";

const mark = wordMarker(["man", "Woman", "stay-at-home", " He "], (word) => `<${word}>`);

it.each([
  ["A man met a Woman.", "A <man> met a <Woman>."],
  ["MANY men demand mañana", "MANY men demand mañana"],
  ["he said HE'd be stay-at-home", "<he> said <HE>'d be <stay-at-home>"],
])("marks whole words, whatever their case: %s", (text, expected) => {
  expect(mark(text)).toBe(expected);
});

it("marks nothing of an empty list", () => {
  expect(wordMarker([], () => "!")("a man")).toBe("a man");
});
