import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Element } from "../../src/group/group.ts";
import { loadWordList } from "../../src/store/word-lists.ts";
import { textAction } from "../../src/wordlist/text-action.ts";
import { endsInsideWord, textPieces } from "../../src/wordlist/text-words.ts";
import { expectAction, expectFrame } from "../laws.ts";
import { smallList } from "./small-lists.ts";

const names = [["gender"], ["race"], ["religion"], ["gender", "race"]];

/** Listed words in all cases glued to anything: marks, quotes, emoji, other scripts, lone surrogates. */
const texts = (words: readonly string[]) => {
  const listed = fc.constantFrom(...words.flatMap((word) => [word, word.toUpperCase(), `${word}s`, `x${word}`]));
  const between = fc.oneof(
    fc.constantFrom(" ", "", "'s ", "-", "\u0301", "_", "\u202E", "שלום", "👩‍👩‍👧", "\uD800"),
    fc.string(),
  );
  return fc.array(fc.oneof(listed, between), { maxLength: 8 }).map((pieces) => pieces.join(""));
};

describe.each(names)("the action on texts of %s %s", (...given) => {
  const lists = given.filter((name) => name !== undefined).map((name) => loadWordList(name).list);
  const words = lists.flatMap(({ equality }) => equality.flatMap((row) => row.words));

  it("is an action on all texts, with a frame", () => {
    const { action, frame } = textAction(lists);
    expectAction(action, texts(words));
    expectFrame(action, frame, texts(words));
  });
});

describe("the action on texts", () => {
  it("moves whole words in each of their forms and nothing else", () => {
    const { action } = textAction([loadWordList("gender").list]);
    const swap = (text: string) => action.apply(1 as Element, text);
    expect(swap("The man's STEPFATHER, a policeman, met her human friend.")).toBe(
      "The woman's STEPMOTHER, a policewoman, met his human friend.",
    );
  });

  it("refuses phrases and forms that stand in two rows, for they could not be undone", () => {
    const phrase = smallList({ equality: "man,woman\nman,woman\ntall man,tall woman\n" });
    expect(() => textAction([phrase.list])).toThrow(/row 3: expected a single word/u);
    const forms = smallList({ equality: "man,woman\nman,woman\nMan,Lady\n", description: { case: "variants" } });
    expect(() => textAction([forms.list])).toThrow(/row 3: expected each written form of a word in one row/u);
  });
});

it("cuts texts into words and what stands between them, losing nothing", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      (text) =>
        textPieces(text)
          .map((piece) => piece.text)
          .join("") === text,
    ),
  );
  expect(textPieces("the man's é").map(({ text, isWord }) => (isWord ? text : "·"))).toEqual([
    "the",
    "·",
    "man",
    "·",
    "s",
    "·",
    "é",
  ]);
});

it("knows whether a proposal may end inside a word", () => {
  expect(["a nur", "a nurse ", "nurse.", "", "é"].map(endsInsideWord)).toEqual([true, false, false, false, true]);
});
