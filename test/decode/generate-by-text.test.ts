import { describe, expect, it } from "vitest";
import type { CausalLM } from "../../src/decode/causal-lm.ts";
import type { DecodeEvent } from "../../src/decode/decode-plan.ts";
import { full } from "../../src/decode/full.ts";
import { generateByText } from "../../src/decode/generate-by-text.ts";
import { greedy } from "../../src/decode/greedy.ts";
import type { TextPlan } from "../../src/decode/text-plan.ts";
import { topK } from "../../src/decode/top-k.ts";
import { wordBoundary } from "../../src/decode/word-boundary.ts";
import type { Action } from "../../src/group/action.ts";
import { cyclic } from "../../src/group/cyclic.ts";
import { identity } from "../../src/group/group.ts";
import { UserError } from "../../src/text/user-error.ts";
import { textPieces } from "../../src/wordlist/text-words.ts";
import { hashModel } from "../fakes/function-model.ts";
import { pieceTokenizer } from "../fakes/piece-tokenizer.ts";
import { hashSearch } from "../fakes/plans.ts";

const tokenizer = pieceTokenizer;
const model = hashModel(tokenizer.vocabularySize, { spread: 5, contextLength: 200 });

/** Turns whole words within their rows. */
function turning(rows: readonly (readonly string[])[]): Action<string> {
  const move = (g: number, word: string) => {
    const row = rows.find((row) => row.includes(word));
    return row?.[(row.indexOf(word) + g) % row.length] ?? word;
  };
  const apply = (g: number, text: string) =>
    textPieces(text)
      .map((piece) => (piece.isWord ? move(g, piece.text) : piece.text))
      .join("");
  return { group: cyclic(rows[0]?.length ?? 1), apply };
}
const words = (whole: string) => textPieces(whole).map((piece) => piece.text);
const genders = turning([
  ["man", "woman"],
  ["he", "she"],
]);
const jobsOfThree = turning([
  ["nurse", "firefighter", "man"],
  ["he", "a", "big"],
]);

const planFor = (action: Action<string>, change: Partial<TextPlan> = {}): TextPlan => ({
  decoder: { name: "equizero", search: hashSearch(4) },
  action,
  // The frame that brings a text to its least image.
  frame: {
    of: (text) =>
      action.group.elements.reduce((best, g) => (action.apply(g, text) < action.apply(best, text) ? g : best)),
  },
  frames: "on",
  tokenizer,
  sampling: { sampler: full, temperature: 1, coupling: "noise" },
  maxNewTokens: 10,
  stop: (token) => (token === tokenizer.endOfText ? "eos" : tokenizer.decode([token]) === "\n" ? "newline" : undefined),
  seed: 0,
  batchSize: 16,
  ...change,
});

async function textsOf(
  plan: TextPlan,
  prompts: readonly string[],
  samples: number,
  writer: CausalLM = model,
): Promise<{ prompt: string; text: string; finish: string }[]> {
  const jobs = prompts.flatMap((prompt) =>
    Array.from({ length: samples }, (_, sample) => ({ prompt, element: identity, sample })),
  );
  const texts: { prompt: string; text: string; finish: string }[] = [];
  const streamed = jobs.map(({ prompt }) => prompt);
  for await (const event of generateByText(writer, plan, jobs)) {
    const prompt = jobs[event.job]?.prompt ?? "";
    if (event.kind === "tokens") streamed[event.job] += tokenizer.decode(event.tokens);
    if (event.kind === "finished")
      texts[event.job] = { prompt, text: prompt + tokenizer.decode(event.tokens), finish: event.finish };
  }
  expect(texts.map(({ text }) => text)).toEqual(streamed);
  return texts;
}

describe.each([
  ["C2", genders, "the woman was"],
  ["C3", jobsOfThree, "the firefighter was"],
] as const)("%s on texts", (_, action, prompt) => {
  const orbit = action.group.elements.map((g) => action.apply(g, prompt));

  it.each([
    ["on", full],
    ["off", full],
    ["off", topK(5)],
    ["off", greedy],
  ] as const)("equal seeds give exactly swapped texts, frames %s", async (frames, sampler) => {
    const plan = planFor(action, { frames, sampling: { sampler, temperature: 1, coupling: "noise" } });
    const texts = await textsOf(plan, orbit, 6);
    for (const g of action.group.elements) {
      const images = texts.slice(0, 6).map(({ text }) => action.apply(g, text));
      expect(texts.slice(6 * g, 6 * g + 6).map(({ text }) => text)).toEqual(images);
    }
    expect(texts.every(({ prompt, text }) => text.startsWith(prompt))).toBe(true);
  });

  it("texts do not depend on the batch size", async () => {
    const one = await textsOf(planFor(action, { batchSize: 1 }), orbit, 5);
    expect(await textsOf(planFor(action, { batchSize: 100 }), orbit, 5)).toEqual(one);
    expect(one.some(({ text }) => text !== action.apply(action.group.elements[1] ?? identity, text))).toBe(true);
  });

  it("texts near what the model holds do not depend on the batch, are images, and end where it is full", async () => {
    const longest = Math.max(...orbit.map((text) => tokenizer.encode(text).length));
    const small = hashModel(tokenizer.vocabularySize, { spread: 5, contextLength: longest + 9 });
    const change = { maxNewTokens: 8, frames: "off", decoder: { name: "equizero", search: hashSearch(1) } } as const;
    const prompts = [...orbit, "the", ...orbit.map((text) => `${text.slice(0, -4)} big`)];
    const one = await textsOf(planFor(action, { ...change, batchSize: 1 }), prompts, 5, small);
    expect(await textsOf(planFor(action, { ...change, batchSize: 100 }), prompts, 5, small)).toEqual(one);
    for (const g of action.group.elements) {
      const images = one.slice(0, 5).map(({ text }) => action.apply(g, text));
      expect(one.slice(5 * g, 5 * g + 5).map(({ text }) => text)).toEqual(images);
    }
  });

  it("a prompt of which one view is too long for the model is refused before anything is written", async () => {
    const longest = Math.max(...orbit.map((text) => tokenizer.encode(text).length));
    const small = hashModel(tokenizer.vocabularySize, { contextLength: longest + 9 });
    for (const text of orbit) {
      const writing = textsOf(planFor(action), [text], 1, small);
      await expect(writing).rejects.toThrow(UserError);
      await expect(writing).rejects.toThrow(`Prompt 1: expected at most ${longest - 1} tokens`);
    }
  });

  it("no word is changed by what is written after it", async () => {
    const texts = await textsOf(planFor(action, { maxNewTokens: 16 }), orbit, 20);
    for (const { prompt, text } of texts) {
      expect(words(text).slice(0, words(prompt).length)).toEqual(words(prompt));
    }
  });
});

it("tells its rounds with whole candidate texts", async () => {
  const seen: DecodeEvent[] = [];
  for await (const event of generateByText(model, planFor(genders), [
    { prompt: "the man was", element: identity, sample: 0 },
  ]))
    seen.push(event);
  const rounds = seen.flatMap((event) => (event.kind === "round" ? [event.round] : []));
  expect(rounds.map(({ number }) => number)).toEqual(rounds.map((_, i) => i));
  expect(rounds[0]?.candidates.map(({ text }) => text.slice(0, 11))).toEqual(["the man was", "the woman w"]);
});

const asked = async (name: "base" | "equi") => {
  const decoder = name === "base" ? { name } : ({ name, average: "logit" } as const);
  for await (const _ of generateByText(model, planFor(genders, { decoder }), [])) return;
};

it("is refused where logits are averaged or words written one by one, with the reason", async () => {
  await expect(asked("equi")).rejects.toThrow(UserError);
  await expect(asked("equi")).rejects.toThrow(/needs every listed word to be one token/u);
  await expect(asked("base")).rejects.toThrow(UserError);
});

it("knows which tokens can lengthen a word", () => {
  const { leaves, endsInsideWord } = wordBoundary(tokenizer);
  const leaving = Array.from(leaves.keys()).filter((v) => leaves[v] === 1);
  expect(leaving.map((v) => tokenizer.decode([v as never]))).toEqual([
    " ",
    ".",
    "\n",
    " the",
    " wo",
    " man",
    " was",
    " fire",
    " nurse",
    " he",
    " she",
    " a",
    " big",
    "<end>",
  ]);
  expect([endsInsideWord("the man"), endsInsideWord("the man."), endsInsideWord("caf\uFFFD")]).toEqual([
    true,
    false,
    true,
  ]);
});
