import { expect, it } from "vitest";
import type { Prefix } from "../../../src/audit/quality/prefix-collector.ts";
import { divergenceSchema } from "../../../src/audit/result/quality.ts";
import type { CausalLM } from "../../../src/decode/causal-lm.ts";
import { auditDivergences } from "../../../src/pipelines/audit-quality/audit-divergences.ts";
import type { TextTools } from "../../../src/pipelines/text-generation.ts";
import type { TokenId } from "../../../src/text/token.ts";
import { threes } from "../../fakes/token-actions.ts";
import { smallSettings, smallTools } from "../small-tools.ts";

const tools = smallTools(threes);
const prefix = (prompt: string, tokens: number[], template: string, context = "respect"): Prefix => ({
  words: "small",
  context,
  template,
  demographic: "d0",
  prompt,
  tokens,
});
const prefixes = [
  prefix("w0 w12", [], "t"),
  prefix("w1 w12", [4, 13], "t"),
  prefix("w0 w13", [3], "u"),
  prefix("w2 w14 w3", [12], "u", "occupation"),
];
const plan = {
  prefixes,
  decoders: ["base", "equi", "r-equi", "equizero"],
  settings: smallSettings,
  level: 0.95,
} as const;
const measure = (batchSize: number, of: TextTools = tools) =>
  auditDivergences(new Map([["small", of]]), { ...plan, batchSize });

async function logProbs(model: CausalLM, text: readonly number[]): Promise<number[]> {
  const decoding = await model.open([text as TokenId[]]);
  const { logits } = await decoding.read({});
  await decoding.close();
  const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
  return Array.from(logits, (logit) => logit - logSum);
}

/** By the definition: equi is the normalised geometric mean of the views, each moved back. */
async function slowDivergence({ prompt, tokens }: Prefix): Promise<number> {
  const text = [...tools.tokenizer.encode(prompt), ...tokens];
  const base = await logProbs(tools.model, text);
  const views = await Promise.all(
    threes.images.map((image) =>
      logProbs(
        tools.model,
        text.map((v) => image[v] ?? NaN),
      ),
    ),
  );
  const means = base.map((_, v) => {
    const moved = views.map((view, g) => view[threes.images[g]?.[v] ?? NaN] ?? NaN);
    return moved.reduce((sum, x) => sum + x, 0) / moved.length;
  });
  const logSum = Math.log(means.reduce((sum, x) => sum + Math.exp(x), 0));
  return means.reduce((sum, x, v) => sum + Math.exp(x - logSum) * (x - logSum - (base[v] ?? NaN)), 0);
}

const mean = (some: readonly number[]) => some.reduce((sum, x) => sum + x, 0) / some.length;

it("is the Kullback–Leibler divergence from base, written out, by place", async () => {
  const rows = await measure(16);
  for (const row of rows) expect(divergenceSchema.parse(JSON.parse(JSON.stringify(row)))).toEqual(row);
  expect(rows.map(({ context, decoder, contexts }) => [context, decoder, contexts])).toEqual([
    ["all", "equi", 4],
    ["all", "r-equi", 4],
    ["occupation", "equi", 1],
    ["occupation", "r-equi", 1],
    ["respect", "equi", 3],
    ["respect", "r-equi", 3],
  ]);
  const nats = await Promise.all(prefixes.map(slowDivergence));
  expect(rows[0]?.perToken.value).toBeCloseTo(mean(nats), 5);
  expect(rows[2]?.perToken).toMatchObject({ low: null, high: null });
  expect(rows[4]?.perToken.value).toBeCloseTo(mean(nats.slice(0, 3)), 5);
  expect(mean(nats)).toBeGreaterThan(0.01);
});

it("does not depend on the batch size", async () => {
  expect(await measure(1)).toEqual(await measure(64));
});

it("passes over lists that move whole words, and says nothing of no prefixes", async () => {
  const byText = {} as NonNullable<TextTools["words"]["byText"]>;
  expect(await measure(8, { ...tools, words: { ...tools.words, byText } })).toEqual([]);
  expect(await auditDivergences(new Map([["small", tools]]), { ...plan, prefixes: [], batchSize: 8 })).toEqual([]);
});
