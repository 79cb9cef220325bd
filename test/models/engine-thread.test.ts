import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CausalLM } from "../../src/decode/causal-lm.ts";
import { openCausalLM } from "../../src/models/causal-lm.ts";
import { engineThread } from "../../src/models/engine-thread.ts";
import type { TokenId } from "../../src/text/token.ts";
import { tinyGpt2 } from "./tiny-gpt2.ts";

const ids = (...tokens: number[]): TokenId[] => tokens as TokenId[];

describe("the engine's thread", () => {
  let model: CausalLM;
  beforeAll(async () => {
    model = await openCausalLM(tinyGpt2());
  });
  afterAll(() => model.close());

  test("answers several askers at once, each with its own rows", async () => {
    const alone = await Promise.all(
      [1, 2, 3, 4].map(async (token) => (await (await model.open([ids(token)])).read({ top: 3 })).ids),
    );
    const together = await Promise.all(
      [1, 2, 3, 4].map(async (token) => {
        const decoding = await model.open([ids(token)]);
        const { ids: found } = await decoding.read({ top: 3 });
        await decoding.append([ids(5)]);
        await decoding.close();
        return found;
      }),
    );
    expect(together).toEqual(alone);
  });

  test("lets the asker go on while it computes", async () => {
    let turns = 0;
    let running = true;
    const turn = (): void => {
      turns += 1;
      if (running) setImmediate(turn);
    };
    setImmediate(turn);
    const decoding = await model.open(Array.from({ length: 200 }, (_, row) => ids(row, row + 1, row + 2)));
    await decoding.read({ top: 5 });
    running = false;
    await decoding.close();
    expect(turns).toBeGreaterThan(10); // a blocked event loop would have turned a few times only: once for each answer
  });

  test("says that a batch is too large for the memory, and goes on with the next", async () => {
    const decoding = await model.open(Array.from({ length: 200_000 }, () => ids(1)));
    await expect(decoding.read({})).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringMatching(/expected enough memory for the batch but found too little.*fewer samples/),
    });
    await decoding.close();
    const small = await model.open([ids(1)]);
    expect((await small.read({ top: 1 })).ids).toHaveLength(1);
    await small.close();
  });
});

test.each<[string, string, object, RegExp]>([
  ["throws", "setTimeout(() => { throw new Error('boom'); }, 20)", {}, /thread crashed: boom/],
  ["leaves", "setTimeout(() => process.exit(3), 20)", {}, /thread has ended/],
  [
    "runs out of memory",
    "const all = []; for (;;) all.push(new Array(1000).fill(1.5));",
    { resourceLimits: { maxOldGenerationSizeMb: 16 } },
    /expected enough memory/,
  ],
])(
  "a thread that %s fails every question, those to come as well, and nothing waits for ever",
  async (_, code, options, message) => {
    const thread = engineThread(() => new Worker(code, { eval: true, ...options }));
    const questions = [thread.ask({ kind: "calls" }), thread.ask({ kind: "calls" })];
    for (const question of questions) await expect(question).rejects.toThrow(message);
    await expect(thread.ask({ kind: "calls" })).rejects.toThrow(message);
    await thread.close();
  },
);

test("a closed model fails what is still asked, and ends its thread", async () => {
  const model = await openCausalLM(tinyGpt2());
  const question = model.open([ids(1, 2, 3)]);
  const failure = question.catch((error: unknown) => error);
  await model.close();
  expect(await failure).toMatchObject({ message: "The language model was closed." });
  await expect(model.calls()).rejects.toThrow("The language model was closed.");
});
