import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Element, identity } from "../../src/group/group.ts";
import { permutationAction } from "../../src/group/permutation-action.ts";
import { loadContexts } from "../../src/store/contexts.ts";
import { loadWordList, wordListNames } from "../../src/store/word-lists.ts";
import { fillTemplate } from "../../src/text/contexts.ts";
import { gpt2Tokenizer } from "../../src/text/gpt2-tokenizer.ts";
import type { TokenId, Tokenizer } from "../../src/text/token.ts";
import { lint } from "../../src/wordlist/lint.ts";
import { listAction } from "../../src/wordlist/list-action.ts";
import { textAction } from "../../src/wordlist/text-action.ts";
import { wordAction } from "../../src/wordlist/word-action.ts";
import { expectAction, expectFrame } from "../laws.ts";

let gpt2: Tokenizer;
beforeAll(async () => {
  gpt2 = await gpt2Tokenizer();
});

const orders = { gender: 2, orientation: 2, race: 3, religion: 4 };

it("ships lists of gender, orientation, race and religion", () => {
  expect(wordListNames()).toEqual(Object.keys(orders));
});

describe.each(Object.entries(orders))("%s, of order %i", (name, order) => {
  it("is an action with nothing to mend", async () => {
    const { summary } = await lint(loadWordList(name), gpt2);
    expect(summary).toMatchObject({ errors: 0, warnings: 0, order, isAction: true });
  });

  it("moves all 50,257 tokens by bijections with gᵈ = e", () => {
    const { full, relaxed } = wordAction([loadWordList(name).list], gpt2);
    for (const { action } of [full, relaxed]) {
      const g = action.images[1] as Int32Array;
      expect(g).toHaveLength(50_257);
      expect(new Set(g).size).toBe(50_257);
      let power = g;
      for (let k = 1; k < order; k += 1) power = power.map((token) => g[token] as number);
      expect(power.every((token, i) => token === i)).toBe(true);
      expect(g.some((token, i) => token !== i)).toBe(true);
    }
  });

  it("keeps the laws of an action and of a frame on token sequences", () => {
    const { full } = wordAction([loadWordList(name).list], gpt2);
    const { action, frame } = full;
    const permutation = permutationAction(action.group, action.images);
    const moved = (action.images[1] as Int32Array).filter((token, i) => token !== i);
    const token = fc.oneof(fc.constantFrom(...moved), fc.nat(50_256)) as fc.Arbitrary<TokenId>;
    const onSequences = {
      group: action.group,
      apply: (g: Element, tokens: readonly TokenId[]) => tokens.map((t) => permutation.apply(g, t) as TokenId),
    };
    const prompts = fc.array(token, { maxLength: 6 });
    expectAction(onSequences, prompts);
    expectFrame(onSequences, frame, prompts);
  });
});

const names = Object.keys(orders);
const pairs = names.flatMap((one, i) => names.slice(i + 1).map((other) => [one, other]));

/** The lists, and the shipped contexts they are tried on. */
const compositions: readonly [lists: readonly string[], contexts: string][] = [
  ...names.map((name): [string[], string] => [[name], "wide"]),
  ...pairs.map((pair): [string[], string] => [pair, "respect"]),
];

it.each(compositions)(
  "makes every prompt of %s in %s an image of the first, as tokens and as text",
  (given, contexts) => {
    const lists = given.map((name) => loadWordList(name).list);
    const words = wordAction(lists, gpt2);
    const { action } = textAction(lists);
    for (const { template } of loadContexts(contexts).templates) {
      const first = fillTemplate(template, words.phrase(identity));
      const prompts = words.group.elements.map((g) => fillTemplate(template, words.phrase(g)));
      expect(words.full.action.images.map((image) => gpt2.decode(movedBy(image, gpt2.encode(first))))).toEqual(prompts);
      expect(words.group.elements.map((g) => action.apply(g, first))).toEqual(prompts);
    }
  },
);

const movedBy = (image: Int32Array, tokens: readonly TokenId[]) => tokens.map((token) => image[token] as TokenId);

it("gives gender at least 40 orbits in the token action and more outside it", () => {
  const { list } = loadWordList("gender");
  const rows = new Set(listAction(list, gpt2).cycles.map(({ row }) => row.row));
  expect(rows.size).toBeGreaterThanOrEqual(40);
  expect(list.equality.length).toBeGreaterThan(rows.size + 20);
});

it("leaves the pronouns of general.csv to the model in the relaxed action only", () => {
  const { full, relaxed } = wordAction([loadWordList("gender").list], gpt2);
  const [he, her, man] = [" he", " her", " man"].map((word) => gpt2.encode(word)[0] as number) as [
    number,
    number,
    number,
  ];
  expect(full.action.images[1]?.[he]).toBe(gpt2.encode(" she")[0]);
  expect(relaxed.action.images[1]?.[he]).toBe(he);
  expect(relaxed.action.images[1]?.[man]).toBe(gpt2.encode(" woman")[0]);
  expect([relaxed.action.general[he], relaxed.action.general[her], relaxed.action.general[man]]).toEqual([1, 1, 0]);
});
