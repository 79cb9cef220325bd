import { cyclic } from "../../src/group/cyclic.ts";
import type { Group } from "../../src/group/group.ts";
import { product } from "../../src/group/product.ts";
import type { Tokenizer } from "../../src/text/token.ts";
import type { TokenAction } from "../../src/wordlist/token-action.ts";

const genders = [
  ["man", "woman"],
  ["men", "women"],
  ["boy", "girl"],
  ["father", "mother"],
  ["he", "she"],
] as const;
const races = [["Black", "White", "Asian"]] as const;

/** Rows of words as an action on GPT-2's tokens, built by hand: `part(g)` is how far g turns the rows. Words of several tokens are an error here. */
function turned(
  tokenizer: Tokenizer,
  group: Group,
  parts: readonly { rows: readonly (readonly string[])[]; part: (g: number) => number }[],
): TokenAction {
  const images = group.elements.map((g) => {
    const table = Int32Array.from({ length: tokenizer.vocabularySize }, (_, v) => v);
    for (const { rows, part } of parts) {
      for (const row of rows) {
        const ids = row.map((word) => oneToken(tokenizer, ` ${word}`));
        for (const [i, id] of ids.entries()) table[id] = ids[(i + part(g)) % ids.length] ?? NaN;
      }
    }
    return table;
  });
  const general = new Uint8Array(tokenizer.vocabularySize);
  for (const word of ["his", "her", "him"]) general[oneToken(tokenizer, ` ${word}`)] = 1;
  return { group, vocabularySize: tokenizer.vocabularySize, images, general };
}

function oneToken(tokenizer: Tokenizer, word: string): number {
  const [id = NaN, ...more] = tokenizer.encode(word);
  if (more.length > 0) throw new Error(`"${word}" is no single token.`);
  return id;
}

/** C₂ on gender, C₃ on race and their product, on GPT-2's tokens. */
export const gpt2Actions = (tokenizer: Tokenizer): readonly (readonly [string, TokenAction])[] => [
  ["C2", turned(tokenizer, cyclic(2), [{ rows: genders, part: (g) => g }])],
  ["C3", turned(tokenizer, cyclic(3), [{ rows: races, part: (g) => g }])],
  [
    "C2×C3",
    turned(tokenizer, product(cyclic(2), cyclic(3)), [
      { rows: genders, part: (g) => Math.floor(g / 3) },
      { rows: races, part: (g) => g % 3 },
    ]),
  ],
];
