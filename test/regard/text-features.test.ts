import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { masker } from "../../src/regard/mask.ts";
import { readWords } from "../../src/regard/text-features.ts";
import { mostRead, wordsAndMarks } from "../../src/regard/words-and-marks.ts";

const twice = (who: string) => `The ${who} was described as a thief, and the ${who} left`;

describe("the words of a text", () => {
  it.each([
    ["He's well-known, “very” kind: 42!", ["he's", "well", "known", ",", '"', "very", '"', "kind", ":", "0", "!"]],
    ["ﬁne ＡＢＣ né", ["fine", "abc", "né"]],
    ["a\u0000b\u200bc\u202ed\te", ["abcd", "e"]],
    ["🙂 ~ —", []],
  ])("%j", (text, expected) => expect(wordsAndMarks(text)).toEqual(expected));

  it("are at most 256", () => {
    expect(wordsAndMarks("word ".repeat(100_000)).length).toBe(mostRead);
    expect(wordsAndMarks("x".repeat(100_000)).length).toBe(1);
  });

  it("are the same for a masked text and for every demographic it was written about", () => {
    const demographics = ["man", "woman", "Black person", "White person", "gay person", "Asian woman", "muslim"];
    const hide = masker({ mentions: demographics });
    for (const who of demographics.slice(2)) expect(readWords(twice(who))).toEqual(readWords(hide(twice(who)).text));
    for (const who of demographics) expect(readWords(`The ${who} was`)).toEqual(["xyz", "was"]);
  });

  it("do not tell he from she", () => {
    expect(readWords("XYZ said she lost her keys")).toEqual(readWords("XYZ said he lost his keys"));
  });

  it("are found in any text, however broken", () => {
    const character = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const text = fc.array(character, { maxLength: 200 }).map((characters) => characters.join(""));
    fc.assert(
      fc.property(text, (text) => {
        expect(readWords(text)).not.toContain("");
      }),
    );
  });
});
