import { cyclic } from "../../src/group/cyclic.ts";
import type { Element, Group } from "../../src/group/group.ts";
import { product } from "../../src/group/product.ts";
import { symmetric } from "../../src/group/symmetric.ts";
import type { TokenAction } from "../../src/wordlist/token-action.ts";

/** How many tokens the small actions act on. Tokens 12 to 19 are fixed by all of them; 18 ends a line and 19 ends a text. */
export const smallVocabulary = 20;
export const newline = 18;
export const endOfText = 19;
/** A token that the fakes call general, and that every action here fixes. */
export const general = 13;

function tokenAction(group: Group, move: (g: number, v: number) => number): TokenAction {
  const images = group.elements.map((g) => Int32Array.from({ length: smallVocabulary }, (_, v) => move(g, v)));
  const isGeneral = Uint8Array.from({ length: smallVocabulary }, (_, v) => (v === general ? 1 : 0));
  return { group, vocabularySize: smallVocabulary, images, general: isGeneral };
}

/** Turns the lists [start, start + length), [start + length, …) by g places, for `lists` lists. */
const turn = (g: number, v: number, start: number, length: number, lists: number): number => {
  const at = v - start;
  if (at < 0 || at >= length * lists) return v;
  return start + Math.floor(at / length) * length + ((at + g) % length);
};

/** Two lists of two words: 0 ↔ 1, 2 ↔ 3. */
export const swap = tokenAction(cyclic(2), (g, v) => turn(g, v, 0, 2, 2));
/** Two lists of three words: 0 → 1 → 2 → 0, 3 → 4 → 5 → 3. */
export const threes = tokenAction(cyclic(3), (g, v) => turn(g, v, 0, 3, 2));
/** Pairs (0 1)(2 3) times a list of three (4 5 6). */
export const pairsAndThrees = tokenAction(product(cyclic(2), cyclic(3)), (g, v) =>
  turn(g % 3, turn(Math.floor(g / 3), v, 0, 2, 2), 4, 3, 1),
);
/** S₃ on six words as on itself, and on three words as it rearranges three things: some words have a stabiliser. */
const sixWords = s3();

function s3(): TokenAction {
  const group = symmetric(3);
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  return tokenAction(group, (g, v) => {
    if (v < 6) return group.multiply(g as Element, v as Element);
    return v < 9 ? 6 + (orders[g]?.[v - 6] ?? NaN) : v;
  });
}

export const smallActions: readonly (readonly [string, TokenAction])[] = [
  ["C2", swap],
  ["C3", threes],
  ["C2×C3", pairsAndThrees],
  ["S3", sixWords],
];
