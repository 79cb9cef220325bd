import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CausalLM, NextTokens, Reading } from "../../src/decode/causal-lm.ts";
import { openCausalLM } from "../../src/models/causal-lm.ts";
import { bundledModels } from "../../src/models/find-model.ts";
import type { TokenId } from "../../src/text/token.ts";
import { tinyGpt2 } from "./tiny-gpt2.ts";

// The kernels of the runtime are chosen by shapes, so the law is held at the widths of real models too.
const models: [string, () => string][] = [
  [
    "GPT-2's width and heads, one layer",
    () => tinyGpt2({ vocabularySize: 997, width: 768, heads: 12, layers: 1, scale: 0.1 }),
  ],
  ["GPT-2's vocabulary, an odd width", () => tinyGpt2({ width: 27, heads: 3, layers: 2 })],
  ["the bundled model", () => join(bundledModels, "mini")],
];

const ids = (...tokens: number[]): TokenId[] => tokens as TokenId[];
/** A row's tokens by its number: of several lengths. */
const row = (r: number): TokenId[] => ids(...Array.from({ length: 1 + (r % 5) }, (_, i) => (r * 37 + i * 11) % 900));
const expectSameRow = (all: NextTokens, at: number, one: NextTokens): void => {
  const part = (array: Float32Array | Int32Array | undefined, width: number): number[] =>
    Array.from(array?.slice(at * width, (at + 1) * width) ?? []);
  expect(part(all.logits, all.width)).toEqual([...one.logits]);
  expect(part(all.ids, all.width)).toEqual([...(one.ids ?? [])]);
  expect(all.logSumExp[at]).toBe(one.logSumExp[0]);
};

describe.each(models)("%s", (_, folder) => {
  let one: CausalLM;
  let two: CausalLM;
  beforeAll(async () => {
    const path = folder();
    one = await openCausalLM(path, { threads: 1 });
    two = await openCausalLM(path, { threads: 2 });
  });
  afterAll(() => Promise.all([one.close(), two.close()]));

  const place = 1;
  test.each([2, 7, 32, 70])("a row among %i is the row alone, on two threads as on one", async (rows) => {
    const all = await two.open(Array.from({ length: rows }, (_, r) => row(r)));
    const alone = await one.open([row(place)]);
    for (const [step, next] of [ids(5), ids(7, 8, 9), ids(1)].entries()) {
      expectSameRow(await all.read({ top: 20 }), place, await alone.read({ top: 20 }));
      await all.append(
        Array.from({ length: rows }, (_, r) =>
          r === place ? next : ids(...Array.from({ length: (r + step) % 4 }, (_, i) => r + i)),
        ),
      );
      await alone.append([next]);
    }
    expectSameRow(await all.read({}), place, await alone.read({}));
    await Promise.all([all.close(), alone.close()]);
  });

  test.each([
    ["logit", "none"],
    ["logit", "many"],
    ["prob", "none"],
    ["prob", "many"],
  ] as const)("a fold of %ss (own tokens: %s) among others is the fold alone", async (average, own) => {
    const size = one.vocabularySize;
    const turn = (by: number): Int32Array =>
      Int32Array.from({ length: size }, (_, v) => (v < 30 ? 3 * Math.floor(v / 3) + ((v + by) % 3) : v));
    const fold = {
      average,
      alignments: [turn(0), turn(1), turn(2)],
      ...(own === "none" ? {} : { own: new Uint8Array(size).fill(1, 20) }),
    };
    const alone = await one.open([row(3), row(4), row(5)]);
    const all = await two.open(Array.from({ length: 60 }, (_, r) => row(r)));
    for (const reading of [{ fold, top: 9 }, { fold }] satisfies Reading[])
      expectSameRow(await all.read(reading), 1, await alone.read(reading));
    await Promise.all([all.close(), alone.close()]);
  });
});
