import { describe, expect, it } from "vitest";
import type { Decoder } from "../../src/decode/decode-plan.ts";
import { full } from "../../src/decode/full.ts";
import { generate } from "../../src/decode/generate.ts";
import { moveTokens } from "../../src/decode/move-tokens.ts";
import { decoderDistributions, likeliestTokens, nextDistributions } from "../../src/decode/next-distribution.ts";
import { identity } from "../../src/group/group.ts";
import type { TokenId } from "../../src/text/token.ts";
import { UserError } from "../../src/text/user-error.ts";
import type { TokenAction } from "../../src/wordlist/token-action.ts";
import { hashModel } from "../fakes/function-model.ts";
import { finished, hashSearch, planFor, tokens } from "../fakes/plans.ts";
import { general, smallActions, smallVocabulary } from "../fakes/token-actions.ts";

const model = hashModel(smallVocabulary, { spread: 3 });
const base: Decoder = { name: "base" };
const fair = [
  { name: "equi", average: "logit" },
  { name: "equi", average: "prob" },
] as const;
const prompt = tokens(0, 12, 4);

/** log P(X₂ | X₁) of every continuation of two tokens, by enumeration, shape (V²). */
async function continuations(decoder: Decoder, action: TokenAction, context: readonly TokenId[]): Promise<number[]> {
  const [first = new Float32Array()] = await decoderDistributions(model, { decoder, action }, [context]);
  const longer = Array.from(first.keys(), (v) => context.concat(v as TokenId));
  const second = await decoderDistributions(model, { decoder, action }, longer);
  return Array.from(first).flatMap((p, v) => Array.from(second[v] ?? [], (q) => p + q));
}

/** The largest |log P(gX₂ | gX₁) − log P(X₂ | X₁)| over all continuations of two tokens and all elements. */
async function unfairness(decoder: Decoder, action: TokenAction): Promise<number> {
  const own = await continuations(decoder, action, prompt);
  const gaps = action.group.elements.map(async (g) => {
    const images = await continuations(decoder, action, moveTokens(action, g, prompt));
    const table = (v: number) => action.images[g]?.[v] ?? NaN;
    return own.map((p, i) => {
      const moved = table(Math.floor(i / smallVocabulary)) * smallVocabulary + table(i % smallVocabulary);
      return Math.abs((images[moved] ?? NaN) - p);
    });
  });
  return Math.max(...(await Promise.all(gaps)).flat());
}

describe.each(smallActions)("%s", (_, action) => {
  it.each(fair)("P(gX₂ | gX₁) = P(X₂ | X₁) for %o, over all continuations of two tokens", async (decoder) => {
    expect(await unfairness(decoder, action)).toBeLessThan(1e-5);
  });

  it("the identity is violated by the plain model, by r-equi, and by views moved back by g in place of g⁻¹", async () => {
    expect(await unfairness(base, action)).toBeGreaterThan(0.5);
    expect(await unfairness({ name: "r-equi", average: "logit" }, action)).toBeGreaterThan(0.1);
    const wrong = {
      ...action,
      images: action.group.elements.map((g) => action.images[action.group.inverse(g)] as Int32Array),
    };
    // In C2 every g is its own inverse, which is why no law here rests on C2 alone.
    const isInvolutive = action.group.elements.every((g) => action.group.inverse(g) === g);
    expect((await wrongly(action, wrong)) > 0.1).toBe(!isInvolutive);
  });

  it("r-equi takes general words from the text itself, and averages the rest as equi does", async () => {
    const [own, equi, relaxed] = await Promise.all(
      [base, fair[0], { name: "r-equi", average: "logit" } as const].map((decoder) => rawLogits(decoder, action)),
    );
    for (let v = 0; v < smallVocabulary; v++) {
      expect(relaxed?.[v]).toBeCloseTo((v === general ? own?.[v] : equi?.[v]) ?? NaN, 5);
    }
  });

  it("shows every element's prompt before and after, each a distribution", async () => {
    const [decoder] = fair;
    const shown = await nextDistributions(model, { decoder, action }, prompt);
    expect(shown.map(({ element }) => element)).toEqual(action.group.elements);
    const prompts = action.group.elements.map((g) => moveTokens(action, g, prompt));
    expect(shown.map((one) => one.prompt)).toEqual(prompts);
    expect(shown.map(({ before }) => before)).toEqual(
      await decoderDistributions(model, { decoder: base, action }, prompts),
    );
    expect(shown.map(({ after }) => after)).toEqual(await decoderDistributions(model, { decoder, action }, prompts));
    for (const { before, after } of shown) {
      expect([before, after].map((logProbs) => logProbs.reduce((sum, p) => sum + Math.exp(p), 0))).toEqual([
        closeTo1,
        closeTo1,
      ]);
    }
  });
});
const closeTo1: unknown = expect.closeTo(1, 5);

/** The unfairness of first tokens where views are moved by one action and moved back by another's tables. */
async function wrongly(action: TokenAction, wrong: TokenAction): Promise<number> {
  const distribution = async (text: readonly TokenId[]) => {
    const decoding = await model.open(action.group.elements.map((g) => moveTokens(action, g, text)));
    const { logits, logSumExp } = await decoding.read({ fold: { alignments: wrong.images, average: "logit" } });
    return logits.map((z) => z - (logSumExp[0] ?? NaN));
  };
  const own = await distribution(prompt);
  const gaps = action.group.elements.map(async (g) => {
    const image = await distribution(moveTokens(action, g, prompt));
    return Math.max(...Array.from(own, (p, v) => Math.abs((image[action.images[g]?.[v] ?? NaN] ?? NaN) - p)));
  });
  return Math.max(...(await Promise.all(gaps)));
}

/** A decoder's logits before they are normalised. */
async function rawLogits(decoder: Decoder, action: TokenAction): Promise<Float32Array> {
  const views = decoder.name === "base" ? action.group.elements.slice(0, 1) : action.group.elements;
  const decoding = await model.open(views.map((g) => moveTokens(action, g, prompt)));
  const own = decoder.name === "r-equi" ? { own: action.general } : {};
  const fold =
    decoder.name === "base" ? {} : { fold: { alignments: action.images, average: "logit" as const, ...own } };
  return (await decoding.read(fold)).logits;
}

it("texts are drawn from the distribution that `next` shows", async () => {
  for (const [, action] of smallActions) {
    const decoder = fair[0];
    const [after = new Float32Array()] = await decoderDistributions(model, { decoder, action }, [prompt]);
    const plan = planFor(action, {
      decoder,
      maxNewTokens: 1,
      stop: () => undefined,
      sampling: { sampler: full, temperature: 1, coupling: "noise" },
    });
    const jobs = Array.from({ length: 3000 }, (_, sample) => ({ prompt, element: identity, sample }));
    const texts = await finished(generate(model, plan, jobs));
    const chiSquare = after.reduce((sum, logProb, v) => {
      const expected = Math.exp(logProb) * jobs.length;
      return sum + (texts.filter(({ tokens }) => tokens[0] === v).length - expected) ** 2 / expected;
    }, 0);
    expect(chiSquare).toBeLessThan(43.8); // the 99.9 % point for 19 degrees of freedom; the seed is fixed
  }
});

it("the equizero decoders have no next-token distribution, and say what to do instead", async () => {
  const action = smallActions[0]?.[1] as TokenAction;
  const asked = nextDistributions(model, { decoder: { name: "equizero", search: hashSearch() }, action }, prompt);
  await expect(asked).rejects.toThrow(UserError);
  await expect(asked).rejects.toThrow(/equizero: .*Look at equi or base instead/u);
});

it("lists the likeliest tokens, ties by id", () => {
  expect(likeliestTokens(Float32Array.of(-1, -2, 0, -1), 3)).toEqual([2, 0, 3]);
});
