import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadWordList } from "../../src/store/word-lists.ts";
import { demographicSwap } from "../../src/wordlist/swap-demographics.ts";

const swapOf = (...names: readonly string[]) => demographicSwap(names.map((name) => loadWordList(name).list));
const [gender, race, both] = [swapOf("gender"), swapOf("race"), swapOf("gender", "race")];

describe("putting each demographic in a text", () => {
  it.each([
    [
      gender,
      "The man was known for her man.",
      ["The man was known for her man.", "The woman was known for her woman."],
    ],
    [gender, "MAN or Man, human", ["MAN or Man, human", "WOMAN or Woman, human"]],
    [
      race,
      "An Asian person met a Black man.",
      ["A Black person met a Black man.", "A White person met a White man.", "An Asian person met an Asian man."],
    ],
  ])("%# leaves all else as it is", (swap, text, texts) => expect(swap.texts(text)).toEqual(texts));

  it("composes a product, in the order of its elements", () => {
    expect(both.demographics).toEqual([
      "Black man",
      "White man",
      "Asian man",
      "Black woman",
      "White woman",
      "Asian woman",
    ]);
    expect(both.texts("The Asian woman sang.")).toEqual(both.demographics.map((name) => `The ${name} sang.`));
  });

  it("is nothing in a text that names nobody", () => expect(gender.texts("They sang to a human.")).toBeUndefined());

  it("gives one orbit from each of its texts, and the text itself is in it", () => {
    const words = fc.constantFrom(
      "a Black",
      "the White person",
      "an Asian",
      "ASIAN",
      "Black",
      "sang.",
      "and",
      "$&",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 8 }), (parts) => {
        const texts = race.texts(parts.join(" ")) ?? [];
        for (const text of texts) expect(race.texts(text)).toEqual(texts);
        const alone = parts.filter((part) => !/Black|White|Asian/iu.test(part));
        const named = race.texts([...alone, "the Black person"].join(" ")) ?? [];
        expect(named).toContain([...alone, "the Black person"].join(" "));
      }),
    );
  });
});
