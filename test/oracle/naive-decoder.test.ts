import { describe, it } from "vitest";
import { hashModel } from "../fakes/function-model.ts";
import { endOfText, newline, smallActions, smallVocabulary } from "../fakes/token-actions.ts";
import { allDecoders, expectNaiveTexts, somePrompt } from "./agreement.ts";

const ends = (token: number) => token === newline || token === endOfText;

describe.each(smallActions)("%s", (_, action) => {
  // Two moved words first: then no element but the identity fixes a prompt of any action here.
  const prompts = Array.from({ length: 6 }, (_, n) => [
    ...somePrompt(n, 2, 6),
    ...somePrompt(n + 100, 1 + (n % 4), 17),
  ]).filter((prompt) =>
    action.group.elements.every((g) => g === 0 || prompt.some((token) => action.images[g]?.[token] !== token)),
  );
  const comparison = { model: hashModel(smallVocabulary), action, prompts, length: 7, ends };

  it.each(allDecoders)("%s writes what the naive decoder writes, greedily", async (_, decoder) => {
    await expectNaiveTexts(decoder, { ...comparison, k: 1 });
  });

  it.each(allDecoders)("%s writes what the naive decoder writes, sampling", async (_, decoder) => {
    await expectNaiveTexts(decoder, { ...comparison, k: 6 });
  });
});
