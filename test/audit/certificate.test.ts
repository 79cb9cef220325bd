import { describe, expect, it } from "vitest";
import { certificateContexts } from "../../src/audit/certificate-contexts.ts";
import { homogeneityTest } from "../../src/audit/certificate-law.ts";
import { tokenOrbits } from "../../src/audit/certificate-orbits.ts";
import { compareImages, compareLaws } from "../../src/audit/certificate-texts.ts";
import { certify, certifyDefaults } from "../../src/audit/certificate.ts";
import type { CertifyPlan } from "../../src/audit/certify-plan.ts";
import type { Decoder, DecodePlan } from "../../src/decode/decode-plan.ts";
import { full } from "../../src/decode/full.ts";
import { moveTokens, tableOf } from "../../src/decode/move-tokens.ts";
import { cyclic } from "../../src/group/cyclic.ts";
import { type Element, identity } from "../../src/group/group.ts";
import { key, uniform } from "../../src/math/random.ts";
import { UserError } from "../../src/text/user-error.ts";
import type { TokenAction } from "../../src/wordlist/token-action.ts";
import { functionModel, hashModel } from "../fakes/function-model.ts";
import { pieceTokenizer } from "../fakes/piece-tokenizer.ts";
import { hashSearch, planFor, tokens } from "../fakes/plans.ts";
import { smallActions, smallVocabulary, threes } from "../fakes/token-actions.ts";

const model = hashModel(smallVocabulary, { spread: 3 });
const sampling = { sampler: full, temperature: 1, coupling: "noise" } as const;
const equizero: Decoder = { name: "equizero", search: hashSearch() };
const planOf = (
  action: TokenAction,
  decoder: Decoder,
  decode: Partial<DecodePlan> = {},
  change: Partial<CertifyPlan> = {},
): CertifyPlan => ({
  ...certifyDefaults,
  decode: planFor(action, { decoder, sampling, ...decode }),
  prompts: [tokens(0, 12, 4), tokens(4, 1), tokens(14, 15)],
  rearrangements: 999,
  ...change,
});

/** How many coupled texts of equi are no images. */
const different = async (action: TokenAction, change: Partial<DecodePlan>) => {
  const plan = planOf(action, { name: "equi", average: "logit" }, change);
  return (await compareImages(tokenOrbits(model, plan), plan)).different;
};

describe.each(smallActions)("%s", (_, action) => {
  it("the plain model fails, and where it fails is true", async () => {
    const certificate = await certify(model, planOf(action, { name: "base" }));
    expect(certificate).toMatchObject({ kind: "distribution", decoder: "base", passed: false, tolerance: 1e-4 });
    if (certificate.kind !== "distribution" || certificate.where === undefined)
      throw new Error("A place was expected.");
    const { context, element, token, logProb, logProbOfImage } = certificate.where;
    expect(Math.abs(logProb - logProbOfImage)).toBe(certificate.maxGap);
    const read = async (text: typeof context, v: number) => {
      const { logits, logSumExp } = await (await model.open([text])).read({});
      return (logits[v] ?? NaN) - (logSumExp[0] ?? NaN);
    };
    expect(await read(context, token)).toBeCloseTo(logProb, 5);
    expect(await read(moveTokens(action, element, context), tableOf(action, element)[token] ?? NaN)).toBeCloseTo(
      logProbOfImage,
      5,
    );
  });

  it("the plain model's mean gap is the definition's, written out", async () => {
    const plan = planOf(action, { name: "base" }, {}, { continuations: 0 });
    const certificate = await certify(model, plan);
    const read = async (text: readonly number[]) => {
      const { logits, logSumExp } = await (await model.open([tokens(...text)])).read({});
      return Array.from(logits, (logit) => logit - (logSumExp[0] ?? NaN));
    };
    const means: number[] = [];
    for (const prompt of plan.prompts) {
      const own = await read(prompt);
      for (const g of action.group.elements.slice(1)) {
        const [table, image] = [tableOf(action, g), await read(moveTokens(action, g, prompt))];
        const gaps = own.map((logProb, v) => Math.exp(logProb) * Math.abs((image[table[v] ?? NaN] ?? NaN) - logProb));
        means.push(gaps.reduce((sum, gap) => sum + gap, 0));
      }
    }
    const mean = means.reduce((sum, gap) => sum + gap, 0) / means.length;
    expect(certificate.kind === "distribution" && certificate.meanGap).toBeCloseTo(mean, 4);
    expect(mean).toBeGreaterThan(0.1);
  });

  it.each(["logit", "prob"] as const)("equi passes, averaging by %s", async (average) => {
    const certificate = await certify(model, planOf(action, { name: "equi", average }));
    expect(certificate).toMatchObject({ kind: "distribution", passed: true });
    expect((certificate as { maxGap: number }).maxGap).toBeLessThan(1e-5);
  });

  it("r-equi has a gap: it is reported, and fails a limit", async () => {
    const relaxed: Decoder = { name: "r-equi", average: "logit" };
    expect(await certify(model, planOf(action, relaxed, {}, { tolerance: "report" }))).toMatchObject({
      passed: true,
      tolerance: "report",
    });
    const certificate = await certify(model, planOf(action, relaxed, {}, { tolerance: 0.01 }));
    expect(certificate.passed).toBe(false);
    expect((certificate as { maxGap: number }).maxGap).toBeGreaterThan(0.1);
  });

  it("equizero passes: exact images, one law", async () => {
    const certificate = await certify(model, planOf(action, equizero));
    expect(certificate).toMatchObject({
      kind: "texts",
      passed: true,
      images: { different: 0 },
      law: { textsPerElement: 40 },
    });
    expect((certificate as { images: { compared: number } }).images.compared).toBe(3 * 4 * action.group.order);
  });

  it("the measures of texts tell the plain model", async () => {
    const plan = planOf(action, { name: "base" }, {}, { independentTexts: 100 });
    expect((await compareImages(tokenOrbits(model, plan), plan)).different).toBeGreaterThan(0);
    expect((await compareLaws(tokenOrbits(model, plan), plan)).pValue).toBeLessThanOrEqual(0.001);
  });

  it("the measure of images tells chance that is no part of the orbit", async () => {
    expect(await different(action, {})).toBe(0);
    expect(await different(action, { frame: { of: () => identity } })).toBeGreaterThan(0);
  });
});

it("contexts are the prompts and beginnings of what the model writes after them", async () => {
  const plan = planOf(threes, { name: "base" });
  const contexts = await certificateContexts(model, plan);
  expect(contexts.slice(0, 3)).toEqual(plan.prompts);
  expect(contexts.length).toBeGreaterThan(20);
  const longer = contexts
    .slice(3)
    .filter((context) =>
      plan.prompts.some((p) => p.every((token, i) => token === context[i]) && context.length > p.length),
    );
  expect(longer).toHaveLength(contexts.length - 3);
  expect(await certificateContexts(model, plan)).toEqual(contexts);
});

it("an impossible token is no gap where its image is impossible too", async () => {
  const never = functionModel(smallVocabulary, (row) =>
    Float32Array.from({ length: smallVocabulary }, (_, v) => (v === 15 ? -Infinity : row.length)),
  );
  expect(await certify(never, planOf(threes, { name: "base" }))).toMatchObject({ passed: true, maxGap: 0 });
});

/** Two groups of one law, and one in which "a" is more likely by `shift`. */
const sampled = (shift: number, seed: number) =>
  Array.from({ length: 120 }, (_, i) => {
    const group = i % 3;
    const value = uniform(key(seed, i)) < 0.5 + (group === 0 ? shift : 0) ? "a" : "b";
    return { stratum: i % 2, group, values: [value, "same"] };
  });

const stop = (token: number) => (token === pieceTokenizer.endOfText ? "eos" : undefined);

it("under the policy text the texts are written and moved as texts", async () => {
  const rows = ["man", "woman"];
  const swapped = (text: string) => text.replaceAll(/\b(?:wo)?man\b/gu, (word) => rows[1 - rows.indexOf(word)] ?? word);
  const action = { group: cyclic(2), apply: (g: number, text: string) => (g === 1 ? swapped(text) : text) };
  const frame = { of: (text: string) => (swapped(text) < text ? 1 : 0) as Element };
  const byText = { action, frame, tokenizer: pieceTokenizer, prompts: ["the woman was", "she was"] };
  const pieces = hashModel(pieceTokenizer.vocabularySize, { contextLength: 200 });
  const change = { byText, independentTexts: 20, rearrangements: 199, level: 0.01 };
  const plan = planOf(threes, { name: "equizero", search: hashSearch(3) }, { stop }, change);
  expect(await certify(pieces, plan)).toMatchObject({ passed: true, images: { compared: 16, different: 0 } });
  const wrong = {
    ...byText,
    action: { ...action, apply: (g: number, text: string) => (g === 1 ? text.replaceAll("woman", "man") : text) },
  };
  expect(await certify(pieces, { ...plan, byText: wrong })).toMatchObject({ passed: false });
  const equi = { ...plan.decode, decoder: { name: "equi", average: "logit" } as const };
  await expect(certify(pieces, { ...plan, decode: equi })).rejects.toThrow(UserError);
});

describe("the permutation test", () => {
  it("gives small p-values to groups of one law as seldom as it should", () => {
    const pValues = Array.from({ length: 200 }, (_, seed) => homogeneityTest(sampled(0, seed), 99, key(seed)).pValue);
    const small = pValues.filter((p) => p <= 0.1).length;
    expect(small).toBeGreaterThan(6); // 20 expected; 6 and 36 are more than three standard errors away
    expect(small).toBeLessThan(36);
  });

  it("tells groups of different laws", () => {
    expect(homogeneityTest(sampled(0.4, 1), 999, key(1)).pValue).toBe(0.001);
  });

  it("sums Pearson's χ² over strata and values", () => {
    const observations = [
      ["a", 0],
      ["a", 0],
      ["b", 1],
      ["a", 1],
    ].map(([value, group]) => ({ stratum: 0, group: Number(group), values: [String(value)] }));
    // Counts (2, 0) and (1, 1), expected (1.5, 0.5) each: 2 · (0.25 / 1.5 + 0.25 / 0.5) = 4/3.
    expect(homogeneityTest(observations, 9, key(0)).statistic).toBeCloseTo(4 / 3, 12);
  });
});
