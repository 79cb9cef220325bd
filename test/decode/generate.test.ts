import { describe, expect, it } from "vitest";
import type { Decoder, DecodeJob, DecodePlan } from "../../src/decode/decode-plan.ts";
import { full } from "../../src/decode/full.ts";
import { generate } from "../../src/decode/generate.ts";
import { greedy } from "../../src/decode/greedy.ts";
import { mirostat1, mirostat2 } from "../../src/decode/mirostat.ts";
import { moveTokens } from "../../src/decode/move-tokens.ts";
import type { Sampler } from "../../src/decode/sampler.ts";
import { topK } from "../../src/decode/top-k.ts";
import { topP } from "../../src/decode/top-p.ts";
import type { TokenId } from "../../src/text/token.ts";
import type { TokenAction } from "../../src/wordlist/token-action.ts";
import { hashModel } from "../fakes/function-model.ts";
import { finished, hashSearch, planFor, tokens } from "../fakes/plans.ts";
import { smallActions, smallVocabulary, swap, threes } from "../fakes/token-actions.ts";

const model = hashModel(smallVocabulary);
const equi: Decoder = { name: "equi", average: "logit" };
const decoders: readonly Decoder[] = [
  { name: "base" },
  equi,
  { name: "equi", average: "prob" },
  { name: "r-equi", average: "logit" },
  { name: "equizero", search: hashSearch() },
  { name: "r-equizero", search: hashSearch(3) },
];
const fair = decoders.filter(({ name }) => name === "equi" || name.endsWith("equizero"));
const samplers: readonly Sampler[] = [
  full,
  greedy,
  topK(5),
  topP(0.7),
  mirostat1({ target: 2, rate: 1 }),
  mirostat2({ target: 2, rate: 1 }),
];
const named = (list: readonly Decoder[]) =>
  list.map((d) => [`${d.name}${"average" in d ? ` ${d.average}` : ""}`, d] as const);

/** The jobs of a prompt's orbit, for several samples. */
function orbitJobs(action: TokenAction, prompt: readonly TokenId[], samples: number): DecodeJob[] {
  return Array.from({ length: samples }, (_, sample) =>
    action.group.elements.map((element) => ({ prompt: moveTokens(action, element, prompt), element, sample })),
  ).flat();
}

/** Whether every text of an orbit is the image of the first. */
async function areImages(plan: DecodePlan, prompt: readonly TokenId[], on = model): Promise<boolean> {
  const jobs = orbitJobs(plan.action, prompt, 4);
  const texts = await finished(generate(on, plan, jobs));
  return jobs.every(({ element, sample }, i) => {
    const first = texts[sample * plan.action.group.order]?.tokens as TokenId[];
    return moveTokens(plan.action, element, first).join() === texts[i]?.tokens.join();
  });
}

const all = <T>(list: readonly T[], each: (item: T) => Promise<boolean>) =>
  Promise.all(list.map(each)).then((r) => r.every(Boolean));
/** Prompts that no element but the identity fixes, under every action here: words of every list. */
const moved = [tokens(0, 12, 4), tokens(12, 1, 5, 14), tokens(4, 0)];

describe.each(smallActions)("%s", (_, action) => {
  it.each(named(fair))("%s: equal seeds give exactly swapped texts", async (_, decoder) => {
    const plans = samplers.map((sampler) =>
      planFor(action, { decoder, sampling: { sampler, temperature: 1, coupling: "noise" } }),
    );
    expect(await all(plans, (plan) => all(moved, (prompt) => areImages(plan, prompt)))).toBe(true);
  });

  it.each(named(fair))("%s: so they do by rank, by other temperatures, and with frames off", async (_, decoder) => {
    const samplings = samplers.flatMap((sampler) => [
      { sampler, temperature: 0.7, coupling: "noise" as const },
      { sampler, temperature: 1.3, coupling: "rank" as const },
    ]);
    const plans = samplings.flatMap((sampling) => [
      planFor(action, { decoder, sampling }),
      planFor(action, { decoder, sampling, frames: "off" }),
    ]);
    expect(await all(plans, (plan) => all(moved, (prompt) => areImages(plan, prompt)))).toBe(true);
  });

  it.each(named(decoders))("%s: texts do not depend on the batch size", async (_, decoder) => {
    const jobs = moved.concat([tokens(15)]).flatMap((prompt) => orbitJobs(action, prompt, 3));
    const texts = (batchSize: number) => finished(generate(model, planFor(action, { decoder, batchSize }), jobs));
    const one = await texts(1);
    expect(await texts(7)).toEqual(one);
    expect(await texts(1000)).toEqual(one);
    expect(new Set(one.map((text) => text.tokens.join())).size).toBeGreaterThan(4);
  });

  it.each(named(decoders.filter((d) => !fair.includes(d))))(
    "%s is no fair decoder: its texts are not images",
    async (_, decoder) => {
      expect(await all(moved, (prompt) => areImages(planFor(action, { decoder }), prompt))).toBe(false);
    },
  );
});

it("coupling none gives every element chance of its own", async () => {
  const plan = planFor(threes, { sampling: { sampler: full, temperature: 1, coupling: "none" } });
  expect(await areImages(plan, tokens(0, 3))).toBe(false);
});

it("texts end at a line break, an end of text or their length, and hold nothing after it", async () => {
  const texts = await finished(generate(model, planFor(swap, { maxNewTokens: 9 }), orbitJobs(swap, tokens(0), 60)));
  expect(new Set(texts.map(({ finish }) => finish))).toEqual(new Set(["length", "eos", "newline"]));
  expect(texts.filter(({ tokens }) => tokens.includes(18) || tokens.includes(19))).toEqual([]);
  expect(texts.filter(({ tokens, finish }) => (tokens.length === 9) !== (finish === "length"))).toEqual([]);
});
