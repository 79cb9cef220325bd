import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { certify, certifyDefaults } from "../../src/audit/certificate.ts";
import type { CausalLM } from "../../src/decode/causal-lm.ts";
import type { Decoder, DecodeJob, DecodePlan } from "../../src/decode/decode-plan.ts";
import { full } from "../../src/decode/full.ts";
import { generate } from "../../src/decode/generate.ts";
import { moveTokens } from "../../src/decode/move-tokens.ts";
import { topK } from "../../src/decode/top-k.ts";
import { identity } from "../../src/group/group.ts";
import { openCausalLM } from "../../src/models/causal-lm.ts";
import { gpt2Tokenizer } from "../../src/text/gpt2-tokenizer.ts";
import type { TokenId } from "../../src/text/token.ts";
import { gpt2Actions } from "../fakes/gpt2-actions.ts";
import { finished, hashSearch, planFor } from "../fakes/plans.ts";
import { allDecoders, expectNaiveTexts } from "./agreement.ts";

const tokenizer = await gpt2Tokenizer();
const isThere = existsSync("models/mini/onnx/model.onnx");
const when = isThere ? "" : " (skipped: models/mini is not built here)";
const prompts = [tokenizer.encode("The Asian woman was known for")];
const ends = (token: number) => token === tokenizer.endOfText || tokenizer.decode([token as TokenId]).includes("\n");

describe.skipIf(!isThere).each(gpt2Actions(tokenizer))(
  `the bundled model, %s${when}`,
  { timeout: 300_000 },
  (_, action) => {
    let model: CausalLM;
    const known = new Map<string, Float32Array>();
    beforeAll(async () => {
      model = await openCausalLM("models/mini", { threads: 1 });
    }, 300_000);
    afterAll(() => model.close());

    const orbit = (samples: number) =>
      prompts.flatMap((prompt) =>
        Array.from({ length: samples }, (_, sample) =>
          action.group.elements.map((element): DecodeJob => ({
            prompt: moveTokens(action, element, prompt),
            element,
            sample,
          })),
        ).flat(),
      );
    const planOf = (decoder: Decoder, change: Partial<DecodePlan> = {}) =>
      planFor(action, {
        decoder,
        sampling: { sampler: topK(40), temperature: 1, coupling: "noise" },
        maxNewTokens: 6,
        ...change,
      });

    it.each(allDecoders)("%s writes what the naive decoder writes, greedily and sampling", async (_, decoder) => {
      const elements = [identity, action.group.elements.at(-1) ?? identity];
      const comparison = { model, action, prompts, elements, known, length: 6, ends };
      await expectNaiveTexts(decoder, { ...comparison, k: 1 });
      await expectNaiveTexts(decoder, { ...comparison, k: 40 });
    });

    it.each(allDecoders)("%s: the same texts whatever the batch size", async (_, decoder) => {
      const texts = (batchSize: number) => finished(generate(model, planOf(decoder, { batchSize }), orbit(2)));
      const one = await texts(1);
      expect(await texts(64)).toEqual(one);
    });

    it.each(allDecoders.filter(([name]) => name === "equi" || name.endsWith("equizero")))(
      "%s: equal seeds give exactly swapped texts",
      async (_, decoder) => {
        const samplers = [topK(40), full];
        for (const sampler of samplers) {
          const jobs = orbit(2);
          const texts = await finished(
            generate(model, planOf(decoder, { sampling: { sampler, temperature: 1, coupling: "noise" } }), jobs),
          );
          for (let first = 0; first < jobs.length; first += action.group.order) {
            const [own, ...images] = texts.slice(first, first + action.group.order);
            const moved = action.group.elements.slice(1).map((g) => moveTokens(action, g, own?.tokens as TokenId[]));
            expect(images.map(({ tokens }) => tokens)).toEqual(moved);
          }
        }
      },
    );

    const measured = (decoder: Decoder, change = {}) =>
      certify(model, {
        ...certifyDefaults,
        decode: planOf(decoder, { batchSize: 64 }),
        prompts,
        continuations: 2,
        independentTexts: 8,
        rearrangements: 999,
        ...change,
      });

    it("base fails the certificate, equi passes it, r-equi reports its gap, equizero's texts are images and agree in law", async () => {
      expect(await measured({ name: "base" })).toMatchObject({ passed: false });
      expect(await measured({ name: "equi", average: "logit" })).toMatchObject({ passed: true });
      expect(await measured({ name: "equi", average: "prob" })).toMatchObject({ passed: true });
      expect(await measured({ name: "r-equi", average: "logit" }, { tolerance: "report" })).toMatchObject({
        passed: true,
        tolerance: "report",
      });
      expect(await measured({ name: "equizero", search: hashSearch(5) })).toMatchObject({
        passed: true,
        images: { different: 0 },
      });
    });
  },
);
