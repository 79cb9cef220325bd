import { expect, it } from "vitest";
import { decoderNames } from "../../src/decode/decode-plan.ts";
import { moveTokens } from "../../src/decode/move-tokens.ts";
import { generateTexts, textCount, type TextPlan, type WritingEvent } from "../../src/pipelines/text-generation.ts";
import { textLogProbs } from "../../src/pipelines/text-log-prob.ts";
import type { TextSample } from "../../src/pipelines/text-sample.ts";
import { samplerNames } from "../../src/pipelines/text-settings.ts";
import type { TokenId } from "../../src/text/token.ts";
import type { TokenAction } from "../../src/wordlist/token-action.ts";
import { hashModel } from "../fakes/function-model.ts";
import { tokens } from "../fakes/plans.ts";
import { smallActions, smallVocabulary, threes } from "../fakes/token-actions.ts";
import { smallOrbit, smallSettings, smallTools } from "./small-tools.ts";

const planOf = (action: TokenAction, change: Partial<TextPlan> = {}): TextPlan => ({
  orbits: [smallOrbit(action, [4, 15]), smallOrbit(action, [4], 1)],
  decoders: ["base", "equi", "equizero"],
  samples: 3,
  settings: smallSettings,
  logProb: false,
  frames: "on",
  batchSize: 8,
  ...change,
});

async function all(action: TokenAction, change: Partial<TextPlan> = {}): Promise<readonly TextSample[]> {
  const samples: TextSample[] = [];
  for await (const sample of generateTexts(smallTools(action), planOf(action, change))) samples.push(sample);
  return samples;
}

it.each(smallActions)("writes the same lines whatever the batch, on %s", async (_, action) => {
  const lines = await all(action);
  expect(lines).toHaveLength(textCount(planOf(action)));
  expect(lines).toHaveLength(2 * action.group.order * 3 * 3);
  for (const batchSize of [1, 2, 5, 1000]) expect(await all(action, { batchSize })).toEqual(lines);
});

it("orders the lines by orbit, sample, decoder, element", async () => {
  const keys = (await all(threes)).map(({ prompt, sample, decoder, element }) =>
    [prompt.split(" ").length, sample, decoder, element].join("/"),
  );
  const expected = [3, 2].flatMap((length) =>
    [0, 1, 2].flatMap((sample) =>
      ["base", "equi", "equizero"].flatMap((decoder) =>
        [0, 1, 2].map((element) => [length, sample, decoder, element].join("/")),
      ),
    ),
  );
  expect(keys).toEqual(expected);
});

it.each(smallActions)(
  "carries the texts of equi and equizero along the group %s, and not those of base",
  async (_, action) => {
    const lines = await all(action, { samples: 20 });
    const isImage = (line: TextSample, i: number) => {
      const first = lines[i - line.element];
      const image = moveTokens(action, line.element as never, (first?.tokens ?? []) as readonly TokenId[]);
      return image.join() === line.tokens.join();
    };
    const exact = (decoder: string) =>
      lines.map((line, i) => line.decoder !== decoder || isImage(line, i)).every(Boolean);
    expect([exact("equi"), exact("equizero"), exact("base")]).toEqual([true, true, false]);
  },
);

it("gives every line its own id, and the same id to the same line", async () => {
  const ids = (await all(threes)).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect((await all(threes)).map(({ id }) => id)).toEqual(ids);
});

it.each(samplerNames)("writes with the sampler %s and every decoder", async (sampler) => {
  const lines = await all(threes, { decoders: decoderNames, settings: { ...smallSettings, sampler }, samples: 1 });
  for (const { tokens, finish } of lines) {
    expect(tokens.length).toBeLessThanOrEqual(smallSettings.maxNewTokens);
    expect(finish === "length").toBe(tokens.length === smallSettings.maxNewTokens);
  }
});

it("sums the log-probability that the unmodified model gives the new tokens", async () => {
  const { model } = smallTools(threes);
  for (const line of await all(threes, { logProb: true, samples: 2 })) {
    let sum = 0;
    for (const [i, token] of line.tokens.entries()) {
      const before = [...smallTools(threes).tokenizer.encode(line.prompt), ...line.tokens.slice(0, i)] as TokenId[];
      const next = await (await model.open([before])).read({});
      expect(next.width).toBe(smallVocabulary);
      sum += (next.logits[token] ?? NaN) - (next.logSumExp[0] ?? NaN);
    }
    expect(line.logProb).toBeCloseTo(sum, 5);
  }
});

it("knows no log-probability of a text that the model cannot hold, and those beside it all the same", async () => {
  const model = hashModel(smallVocabulary, { contextLength: 6 });
  const prompt = tokens(1, 2, 3, 4);
  const short = { prompt, tokens: tokens(5, 6, 7) };
  const long = { prompt, tokens: tokens(5, 6, 7, 8) };
  const [whole] = await textLogProbs(model, [short], 4);
  expect(whole).toBeLessThan(0);
  expect(await textLogProbs(model, [long, short], 4)).toEqual([null, whole]);
});

it("tells the tokens and the rounds of each text while it is written, and writes the same texts when somebody listens", async () => {
  const plan = planOf(threes, { decoders: ["base", "equizero"] });
  const told = new Map<string, { tokens: number[]; rounds: number; finished: number }>();
  const samples: TextSample[] = [];
  const listener = {
    onEvent: ({ decoder, prompt, sample, event }: WritingEvent) => {
      const key = [decoder, prompt.text, sample].join("/");
      const of = told.get(key) ?? { tokens: [], rounds: 0, finished: 0 };
      if (event.kind === "tokens") of.tokens.push(...event.tokens);
      else if (event.kind === "round") of.rounds++;
      else of.finished++;
      told.set(key, of);
    },
  };
  for await (const sample of generateTexts(smallTools(threes), plan, listener)) samples.push(sample);
  expect(samples).toEqual(await all(threes, { decoders: ["base", "equizero"] }));
  for (const { decoder, prompt, sample, tokens } of samples) {
    const of = told.get([decoder, prompt, sample].join("/"));
    expect(of?.tokens).toEqual(tokens);
    expect(of?.finished).toBe(1);
    expect((of?.rounds ?? 0) > 0).toBe(decoder === "equizero");
  }
});
