import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openCausalLM } from "../../src/models/causal-lm.ts";
import { causalLMPool, openCausalLMs } from "../../src/models/causal-lm-pool.ts";
import type { TokenId } from "../../src/text/token.ts";
import { functionModel } from "../fakes/function-model.ts";
import { tinyGpt2 } from "./tiny-gpt2.ts";

const tokens = (...ids: readonly number[]) => ids as readonly TokenId[];
const passesOf = async (...models: readonly { calls(): Promise<{ passes: number }> }[]) =>
  Promise.all(models.map(async (model) => (await model.calls()).passes));

const two = () => {
  const models = [1, 2].map(() => functionModel(4, (row) => Float32Array.from([row.length, 1, 2, 3])));
  const [first] = models as [(typeof models)[number]];
  return { models, pool: causalLMPool(first, models) };
};

describe("copies of a model as one", () => {
  it("opens each decoding where the fewest are open, and forks stay with their own", async () => {
    const { models, pool } = two();
    const a = await pool.open([tokens(1)]);
    const fork = await a.fork([0]);
    const b = await pool.open([tokens(1, 2)]);
    expect(await passesOf(...models)).toEqual([1, 1]);
    await pool.open([tokens(2)]); // two are open in the first, one in the second
    expect(await passesOf(...models)).toEqual([1, 2]);
    await Promise.all([a, fork, b].map((one) => one.close()));
    await pool.open([tokens(3)]);
    expect(await passesOf(...models)).toEqual([2, 2]);
  });

  it("opens two at once in two copies", async () => {
    const { models, pool } = two();
    await Promise.all([pool.open([tokens(1)]), pool.open([tokens(2)])]);
    expect(await passesOf(...models)).toEqual([1, 1]);
    expect((await pool.calls()).passes).toBe(2);
  });
});

it("gives the numbers of a single thread, bit for bit", async () => {
  const folder = tinyGpt2();
  const [one, pool] = [await openCausalLM(folder, { threads: 2 }), await openCausalLMs(folder, { threads: 2 })];
  try {
    for (const prompt of [tokens(5, 6, 7), tokens(8, 9)]) {
      const decodings = [await one.open([prompt]), await pool.open([prompt])];
      const [expected, ...others] = await Promise.all(
        decodings.map(async (decoding) => {
          await decoding.append([tokens(3)]);
          return (await decoding.read({})).logits;
        }),
      );
      for (const logits of others) expect(logits).toEqual(expected);
    }
  } finally {
    await one.close();
    await pool.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
