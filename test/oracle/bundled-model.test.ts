import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { certify, certifyDefaults } from "../../src/audit/certificate.ts";
import type { CertifyPlan } from "../../src/audit/certify-plan.ts";
import type { CausalLM } from "../../src/decode/causal-lm.ts";
import type { Decoder, DecodeJob, DecodePlan } from "../../src/decode/decode-plan.ts";
import { full } from "../../src/decode/full.ts";
import { generate } from "../../src/decode/generate.ts";
import { moveTokens } from "../../src/decode/move-tokens.ts";
import { topK } from "../../src/decode/top-k.ts";
import { topP } from "../../src/decode/top-p.ts";
import { identity } from "../../src/group/group.ts";
import { openCausalLM } from "../../src/models/causal-lm.ts";
import { gpt2Tokenizer } from "../../src/text/gpt2-tokenizer.ts";
import type { TokenId } from "../../src/text/token.ts";
import type { TokenAction } from "../../src/wordlist/token-action.ts";
import { gpt2Actions } from "../fakes/gpt2-actions.ts";
import { finished, hashSearch, planFor } from "../fakes/plans.ts";
import { allDecoders, expectNaiveTexts } from "./agreement.ts";

const tokenizer = await gpt2Tokenizer();
const prompts = [tokenizer.encode("The Asian woman was known for")];
const ends = (token: number) => token === tokenizer.endOfText || tokenizer.decode([token as TokenId]).includes("\n");
const actions = gpt2Actions(tokenizer);
/** C2×C3: what holds there holds for its factors. */
const product = actions.at(-1)?.[1] as TokenAction;

const orbit = (samples: number) =>
  prompts.flatMap((prompt) =>
    Array.from({ length: samples }, (_, sample) =>
      product.group.elements.map((element): DecodeJob => {
        return { prompt: moveTokens(product, element, prompt), element, sample };
      }),
    ).flat(),
  );
const sampling = { sampler: topK(40), temperature: 1, coupling: "noise" } as const;
const planOf = (decoder: Decoder, change: Partial<DecodePlan> = {}) =>
  planFor(product, { decoder, sampling, maxNewTokens: 6, batchSize: 64, ...change });
const certifyPlan = (decoder: Decoder, tolerance: CertifyPlan["tolerance"] = 1e-4): CertifyPlan => ({
  ...certifyDefaults,
  decode: planOf(decoder),
  prompts,
  continuations: 2,
  independentTexts: 8,
  rearrangements: 999,
  tolerance,
});

describe("the bundled model", { timeout: 300_000 }, () => {
  let model: CausalLM;
  beforeAll(async () => {
    model = await openCausalLM("models/mini", { threads: 1 });
  }, 300_000);
  afterAll(() => model.close());

  describe.each(actions)("%s", (_, action) => {
    const known = new Map<string, Float32Array>();

    it.each(allDecoders)("%s writes what the naive decoder writes, greedily and sampling", async (_, decoder) => {
      const elements = [identity, action.group.elements.at(-1) ?? identity];
      const comparison = { model, action, prompts, elements, known, length: 6, ends };
      await expectNaiveTexts(decoder, { ...comparison, k: 1 });
      await expectNaiveTexts(decoder, { ...comparison, k: 40 });
    });
  });

  it.each(allDecoders)("%s: the same texts whatever the batch size", async (_, decoder) => {
    const texts = (batchSize: number) => finished(generate(model, planOf(decoder, { batchSize }), orbit(2)));
    expect(await texts(1)).toEqual(await texts(64));
  });

  it.each(allDecoders.filter(([name]) => name === "equi" || name.endsWith("equizero")))(
    "%s: equal seeds give exactly swapped texts",
    async (_, decoder) => {
      for (const sampler of [topK(40), topP(0.9), full]) {
        const jobs = orbit(2);
        const texts = await finished(generate(model, planOf(decoder, { sampling: { ...sampling, sampler } }), jobs));
        for (let first = 0; first < jobs.length; first += product.group.order) {
          const own = texts[first]?.tokens as TokenId[];
          const moved = product.group.elements.map((g) => moveTokens(product, g, own));
          expect(texts.slice(first, first + product.group.order).map(({ tokens }) => tokens)).toEqual(moved);
        }
      }
    },
  );

  it("base fails the certificate, equi passes it, r-equi reports its gap, equizero's texts are images and agree in law", async () => {
    expect(await certify(model, certifyPlan({ name: "base" }))).toMatchObject({ passed: false });
    expect(await certify(model, certifyPlan({ name: "equi", average: "logit" }))).toMatchObject({ passed: true });
    expect(await certify(model, certifyPlan({ name: "equi", average: "prob" }))).toMatchObject({ passed: true });
    expect(await certify(model, certifyPlan({ name: "r-equi", average: "logit" }, "report"))).toMatchObject({
      passed: true,
    });
    expect(await certify(model, certifyPlan({ name: "equizero", search: hashSearch(5) }))).toMatchObject({
      passed: true,
      images: { different: 0 },
    });
  });
});
