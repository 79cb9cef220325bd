import { beforeAll, describe, expect, it } from "vitest";
import type { Element } from "../../src/group/group.ts";
import { loadWordList } from "../../src/store/word-lists.ts";
import { gpt2Tokenizer } from "../../src/text/gpt2-tokenizer.ts";
import type { Tokenizer } from "../../src/text/token.ts";
import { wordAction } from "../../src/wordlist/word-action.ts";
import { smallList } from "./small-lists.ts";

let gpt2: Tokenizer;
beforeAll(async () => {
  gpt2 = await gpt2Tokenizer();
});

const lists = (...names: readonly string[]) => names.map((name) => loadWordList(name).list);

describe("the product of gender and race", () => {
  it("counts its elements in mixed radix, the last list fastest, and composes their phrases", () => {
    const words = wordAction(lists("gender", "race"), gpt2);
    const { group } = words;
    expect(group.name).toBe("C2×C3");
    expect(group.elements.map((g) => words.phrase(g))).toEqual([
      "Black man",
      "White man",
      "Asian man",
      "Black woman",
      "White woman",
      "Asian woman",
    ]);
    expect(words.name(4 as Element)).toBe("White woman");
  });

  it("puts the noun last whatever the order of the lists, and person where no list has a noun", () => {
    const raceFirst = wordAction(lists("race", "gender"), gpt2);
    expect(raceFirst.phrase(1 as Element)).toBe("Black woman");
    const adjectives = wordAction(lists("race", "orientation"), gpt2);
    expect(adjectives.phrase(1 as Element)).toBe("Black gay person");
  });

  it("moves each word by its own part of the element, and prompts of elements into one another", () => {
    const words = wordAction(lists("gender", "race"), gpt2);
    const { group, full } = words;
    const prompts = group.elements.map((g) => gpt2.encode(`The ${words.phrase(g)} was`));
    for (const g of group.elements) {
      for (const h of group.elements) {
        const moved = prompts[h]?.map((token) => full.action.images[g]?.[token]);
        expect(moved).toEqual(prompts[group.multiply(g, h)]);
      }
    }
  });

  it("has a frame that undoes the element of a prompt", () => {
    const words = wordAction(lists("gender", "race"), gpt2);
    const { group, full } = words;
    for (const g of group.elements) {
      expect(full.frame.carriers(gpt2.encode(`The ${words.phrase(g)} was`))).toEqual([group.inverse(g)]);
    }
    expect(full.frame.carriers(gpt2.encode("It rained"))).toEqual(group.elements);
  });
});

it("refuses lists that share a word, and two lists of nouns", () => {
  const { list } = smallList();
  expect(() => wordAction([list, loadWordList("gender").list], gpt2)).toThrow(/share no word/u);
  const kings = smallList({
    equality: "duke,duchess\nduke,duchess\n",
    description: {
      demographics: [
        { name: "duke", phrase: "duke", noun: "duke" },
        { name: "duchess", phrase: "duchess", noun: "duchess" },
      ],
    },
  }).list;
  expect(() => wordAction([list, kings], gpt2)).toThrow(/at most one list whose demographics are nouns/u);
});

it("makes everything general that is neither E nor N under the neutral partition", () => {
  const { list } = smallList({ neutral: "word\nnurse\n", description: { partition: "neutral" } });
  const { general } = wordAction([list], gpt2).relaxed.action;
  const at = (word: string) => general[gpt2.encode(word)[0] as number];
  expect([" nurse", " man", " queen", " table", " person"].map(at)).toEqual([0, 0, 0, 1, 1]);
});

it("keeps a token that one list of a product moves out of the general words of another", () => {
  const ages = smallList({
    equality: "young,old\nyoung,old\n",
    general: "word\nman\nclever\n",
    description: {
      demographics: [
        { name: "young", phrase: "young person", adjective: "young" },
        { name: "old", phrase: "old person", adjective: "old" },
      ],
    },
  }).list;
  const { general } = wordAction([smallList().list, ages], gpt2).relaxed.action;
  expect([" man", " clever", " old"].map((word) => general[gpt2.encode(word)[0] as number])).toEqual([0, 1, 0]);
});
