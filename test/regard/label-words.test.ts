import { expect, it } from "vitest";
import { labelOf, readLabelWords } from "../../src/regard/label-words.ts";

it("reads the four names, whatever their case", () => {
  const names = readLabelWords("names", "--labels");
  expect(["Negative", " neutral ", "positive", "other"].map((cell) => labelOf(names, cell))).toEqual([
    "negative",
    "neutral",
    "positive",
    "other",
  ]);
});

it("reads Sheng's coding, in which 2 is other and never positive", () => {
  const sheng = readLabelWords("sheng", "--labels");
  expect(["-1", "0", "1", "2", "3"].map((cell) => labelOf(sheng, cell))).toEqual([
    "negative",
    "neutral",
    "positive",
    "other",
    undefined,
  ]);
});

it("reads pairs: several words for one label, = in a word, nothing at all as a word", () => {
  const words = readLabelWords("bad=negative, awful=negative,x=y=other,=neutral", "--labels");
  expect(["Bad", "awful", "x=y", ""].map((cell) => labelOf(words, cell))).toEqual([
    "negative",
    "negative",
    "other",
    "neutral",
  ]);
});

it.each([
  ["no pair", "shengs", '"shengs"'],
  ["an unknown label", "1=good", '"1=good"'],
  ["one word for two labels", "1=positive,1=negative", '"1" twice'],
  ["an empty part", "1=positive,", '""'],
])("refuses %s", (_, text, found) => {
  expect(() => readLabelWords(text, "--labels")).toThrow(`but found ${found}`);
});
