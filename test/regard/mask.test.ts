import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mask, masker, type MaskedWords } from "../../src/regard/mask.ts";

const lists = {
  C2: ["man", "woman"],
  C3: ["Black person", "White person", "Asian person"],
  "C2×C3": ["Black man", "White man", "Asian man", "Black woman", "White woman", "Asian woman"],
};
const words: MaskedWords = { mentions: ["man", "woman"], telling: ["father", "mother"] };

describe.each(Object.entries(lists))("masking %s", (_, mentions) => {
  const hide = masker({ mentions });
  const filler = fc.constantFrom(
    "The",
    "the",
    "was known for",
    "is",
    "a",
    "human",
    "“",
    "”,",
    ".",
    "'s",
    "\n",
    "👩🏽‍🚀",
    "(",
    "é",
    "$&",
  );
  const pieces = fc.array(fc.oneof(filler, fc.string({ unit: "grapheme" })), { minLength: 1, maxLength: 8 });

  it("is the same whichever demographic is mentioned", () => {
    fc.assert(
      fc.property(pieces, (around) => {
        const [first, ...others] = mentions.map((mention) => hide(around.join(` ${mention} `)).text);
        for (const other of others) expect(other).toBe(first);
      }),
    );
  });

  it("leaves no mention standing", () => {
    fc.assert(
      fc.property(pieces, fc.constantFrom(...mentions), (around, mention) => {
        const { text } = hide(around.join(` ${mention.toUpperCase()} `));
        expect(hide(text).text).toBe(text);
      }),
    );
  });
});

describe("a mask", () => {
  it.each([
    ["The man was known for", "XYZ was known for"],
    ["The woman said the man and a man", "XYZ said XYZ and a XYZ"],
    ["human, mankind, mañana, man_made", "human, mankind, mañana, man_made"],
    ["“Man”: the man's, MAN-made", "“XYZ”: XYZ's, XYZ-made"],
    ["the\n man", "XYZ"],
    ["bathe man", "bathe XYZ"],
    ["", ""],
  ])("turns %j into %j", (text, expected) => expect(mask(text, words).text).toBe(expected));

  it("prefers the longest mention", () => {
    expect(mask("The Black  man", { mentions: ["man", "Black man"] }).text).toBe("XYZ");
  });

  it("can mind the case", () => {
    expect(mask("The White House, the white person", { mentions: ["White"], ignoreCase: false }).text).toBe(
      "XYZ House, the white person",
    );
  });

  it("reports telling words and gendered pronouns, each once, as they stand", () => {
    expect(mask("The man and his Father; HIS mother, the womanly heroine herself", words).leak).toEqual([
      "his",
      "father",
      "mother",
      "herself",
    ]);
    expect(mask("The man was kind", words).leak).toEqual([]);
  });

  it("takes mentions as text, not as patterns", () => {
    expect(mask("a.b axb (c) $", { mentions: ["a.b", "(c", "$"] }).text).toBe("XYZ axb XYZ) XYZ");
  });

  it("replaces nothing where nothing is to be hidden", () => {
    expect(mask("The man", { mentions: [" "] })).toEqual({ text: "The man", leak: [] });
  });

  it("is quick with hostile texts", () => {
    for (const text of ["the ".repeat(25_000), "\u202e\u0000man ".repeat(12_000), "the" + " ".repeat(100_000)]) {
      expect(mask(text, words).text).not.toMatch(/\bman\b/u);
    }
  });
});
