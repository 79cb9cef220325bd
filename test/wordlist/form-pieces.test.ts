import { expect, it } from "vitest";
import { formPieces } from "../../src/wordlist/form-pieces.ts";
import { gpt2Tokenizer } from "../../src/text/gpt2-tokenizer.ts";

it("cuts each form of each word as GPT-2 does, and tells which of them the case policy means", async () => {
  const forms = formPieces(["man", "woman"], "as-written", await gpt2Tokenizer());
  expect(forms.map(({ writing, isSpaced, isUsed }) => `${isSpaced ? "_" : ""}${writing} ${isUsed}`)).toEqual([
    "_as written true",
    "as written true",
    "_Capitalised false",
    "Capitalised false",
    "_UPPER false",
    "UPPER false",
  ]);
  expect(forms[0]?.pieces).toEqual([[" man"], [" woman"]]);
  for (const { forms: written, pieces } of forms) expect(pieces.map((some) => some.join(""))).toEqual(written);
});

it("has no form twice, and none of an empty cell", async () => {
  const gpt2 = await gpt2Tokenizer();
  expect(formPieces(["Black", "White"], "variants", gpt2).map(({ writing }) => writing)).toEqual([
    "as written",
    "as written",
    "UPPER",
    "UPPER",
  ]);
  expect(formPieces(["", "woman"], "variants", gpt2)[0]?.pieces).toEqual([[], [" woman"]]);
});
