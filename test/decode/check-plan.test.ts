import { expect, it } from "vitest";
import type { DecodePlan } from "../../src/decode/decode-plan.ts";
import { generate } from "../../src/decode/generate.ts";
import { topK } from "../../src/decode/top-k.ts";
import { identity } from "../../src/group/group.ts";
import type { TokenId } from "../../src/text/token.ts";
import { UserError } from "../../src/text/user-error.ts";
import { hashModel } from "../fakes/function-model.ts";
import { finished, hashSearch, planFor, tokens } from "../fakes/plans.ts";
import { smallVocabulary, swap } from "../fakes/token-actions.ts";

const model = hashModel(smallVocabulary, { contextLength: 10 });
const write = (change: Partial<DecodePlan>, prompt: readonly TokenId[] = tokens(0)) =>
  finished(generate(model, planFor(swap, change), [{ prompt, element: identity, sample: 0 }]));

it.each<[string, Partial<DecodePlan>, string]>([
  ["no new tokens", { maxNewTokens: 0 }, "new tokens"],
  ["half a row", { batchSize: 0.5 }, "batch size"],
  ["a seed below 0", { seed: -1 }, "seed"],
  ["a temperature of 0", { sampling: { sampler: topK(1), temperature: 0, coupling: "noise" } }, "temperature"],
  ["a beam of 0", { decoder: { name: "equizero", search: hashSearch(0) } }, "beam"],
  [
    "a relaxed decoder that moves general words",
    { decoder: { name: "r-equi", average: "logit" }, action: { ...swap, general: new Uint8Array(20).fill(1) } },
    "general words",
  ],
])("refuses %s", async (_, change, said) => {
  await expect(write(change)).rejects.toThrow(RangeError);
  await expect(write(change)).rejects.toThrow(said);
});

it.each<[string, readonly TokenId[], Partial<DecodePlan>, RegExp]>([
  ["an empty prompt", [], {}, /Prompt 1: expected at least one token.*Write a few words/u],
  [
    "a prompt too long for the model",
    tokens(0, 1, 2, 3, 4, 5),
    {},
    /Prompt 1: expected at most 5 tokens .* but found 6\. Shorten/u,
  ],
  [
    "a word list read with another tokenizer",
    tokens(0),
    { action: { ...swap, vocabularySize: 21 } },
    /expected a vocabulary of 21 tokens.*but found 20/u,
  ],
])("says what to do about %s", async (_, prompt, change, said) => {
  await expect(write(change, prompt)).rejects.toThrow(UserError);
  await expect(write(change, prompt)).rejects.toThrow(said);
});

it("writes to the last token the model can hold", async () => {
  const [text] = await write({ maxNewTokens: 5, stop: () => undefined }, tokens(0, 1, 2, 3, 4));
  expect(text?.tokens).toHaveLength(5);
});
