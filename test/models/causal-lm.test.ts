import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CausalLM, Decoding, NextTokens } from "../../src/decode/causal-lm.ts";
import { openCausalLM } from "../../src/models/causal-lm.ts";
import type { TokenId } from "../../src/text/token.ts";
import { tinyGpt2, type TinyGpt2 } from "./tiny-gpt2.ts";

const size = 300;
const shape: TinyGpt2 = { vocabularySize: size, width: 48, heads: 3, layers: 2, positions: 64 };
const kinds: [string, TinyGpt2][] = [
  ["the project's own graph", { ...shape, files: ["safetensors"] }],
  ["a foreign graph with a cache", { ...shape, files: ["onnx"] }],
];

const token = fc.nat(size - 1).map((id) => id as TokenId);
const prompt = fc.array(token, { minLength: 1, maxLength: 9 });

/** The whole next-token distribution of every prompt, each prompt opened with the others. */
async function readAll(model: CausalLM, prompts: readonly (readonly TokenId[])[]): Promise<Float32Array[]> {
  const decoding = await model.open(prompts);
  const { logits, width } = await decoding.read({});
  await decoding.close();
  return prompts.map((_, row) => logits.slice(row * width, (row + 1) * width));
}

const ids = (...tokens: number[]): TokenId[] => tokens as TokenId[];
const close = (a: Float32Array | number[], b: Float32Array | number[], tolerance: number): void => {
  expect(a.length).toBe(b.length);
  expect(Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN))))).toBeLessThanOrEqual(tolerance);
};

const wayOf = (step: number): TokenId => ((7 * step + 3) % size) as TokenId;

/** Appends the tokens of the way to every row, one by one, until the rows have `steps` tokens beside the two they began with. */
async function grow(decoding: Decoding, steps: number): Promise<void> {
  for (let step = (decoding.lengths[0] ?? 0) - 2; step < steps; step += 1)
    await decoding.append(decoding.lengths.map(() => [wayOf(step)]));
}

/** Appends other tokens, a different number to each row, and takes them back with one of the way. */
async function goAstray(decoding: Decoding): Promise<void> {
  const lengths = decoding.lengths.map((length) => length - 1);
  await decoding.append([ids(1, 2, 3), ids(4), ids(5, 6)]);
  await decoding.rewind(lengths);
}

describe.each(kinds)("%s", (_, options) => {
  const folder = tinyGpt2(options);
  let model: CausalLM;
  let one: CausalLM;
  beforeAll(async () => {
    model = await openCausalLM(folder, { threads: 2 });
    one = await openCausalLM(folder, { threads: 1 });
  });
  afterAll(async () => {
    await Promise.all([model.close(), one.close()]);
    rmSync(folder, { recursive: true });
  });

  test("the logit of one token a row is bitwise that of the whole row", async () => {
    const prompts = [ids(1, 2), ids(3), ids(4, 5, 6)];
    const decoding = await model.open(prompts);
    const [whole, picked] = [await decoding.read({}), await decoding.read({ of: ids(7, 299, 0) })];
    await expect(decoding.read({ of: ids(7) })).rejects.toThrow("expected a token for each distribution");
    await decoding.close();
    expect(Array.from(picked.logits)).toEqual([7, 299, 0].map((id, row) => whole.logits[row * size + id]));
    expect(picked.logSumExp).toEqual(whole.logSumExp);
  });

  test("a row's numbers are the same, bit for bit, whatever the neighbours, the batch and the threads", async () => {
    await fc.assert(
      fc.asyncProperty(prompt, fc.array(prompt, { maxLength: 40 }), fc.nat(40), async (own, others, place) => {
        const batch = others.toSpliced(Math.min(place, others.length), 0, own);
        const [alone] = await readAll(one, [own]);
        const together = await readAll(model, batch);
        expect(together[batch.indexOf(own)]).toEqual(alone);
      }),
      { numRuns: 30 },
    );
  });

  test.each([2, 3, 7, 32, 128])("a row grown token by token in a batch of %i is the row grown alone", async (rows) => {
    const texts = Array.from({ length: rows }, (_, row) => ids(row, 2 * row, 7, row + 1));
    const [all, single] = [await model.open(texts), await one.open([texts[1] ?? []])];
    for (let step = 0; step < 5; step += 1) {
      const wide = await all.read({});
      const narrow = await single.read({});
      expect(wide.logits.slice(size, 2 * size)).toEqual(narrow.logits);
      expect(wide.logSumExp[1]).toBe(narrow.logSumExp[0]);
      await all.append(texts.map((_, row) => ids((row * step) % size)));
      await single.append([ids(step)]);
    }
    await Promise.all([all.close(), single.close()]);
  });

  test("a row that grows through its caches' slots is the row grown alone, whatever was forked off or rewound meanwhile", async () => {
    const alone = await one.open([ids(5, 6)]);
    const forks = [await model.open([ids(1, 2), ids(5, 6), ids(9, 9)])];
    for (let step = 0; step < 40; step += 1) {
      const { logits } = await alone.read({});
      // Forks stay behind, go astray, and catch up.
      if (step % 10 === 1) forks.push(await (forks[0] as Decoding).fork([0, 1, 2]));
      if (step % 10 === 9) for (const fork of forks.slice(1)) await goAstray(fork);
      for (const fork of step % 10 === 9 ? forks : forks.slice(0, 1)) {
        await grow(fork, step);
        expect((await fork.read({})).logits.slice(size, 2 * size)).toEqual(logits);
      }
      await grow(alone, step + 1);
      await grow(forks[0] as Decoding, step + 1);
    }
    const { logits } = await alone.read({});
    close(
      logits,
      (await readAll(model, [[...ids(5, 6), ...Array.from({ length: 40 }, (_, step) => wayOf(step))]])).flatMap((row) =>
        Array.from(row),
      ),
      2e-5,
    );
    await Promise.all([alone, ...forks].map((decoding) => decoding.close()));
  });

  test("tokens appended in any portions are read as if they had been there from the start", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(prompt, fc.array(token, { maxLength: 5 }), fc.array(token, { maxLength: 5 })), {
          minLength: 1,
          maxLength: 6,
        }),
        async (rows) => {
          const decoding = await model.open(rows.map(([start]) => start));
          await decoding.append(rows.map(([, first]) => first));
          await decoding.append(rows.map(([, , second]) => second));
          const whole = rows.map((parts) => parts.flat());
          expect(decoding.lengths).toEqual(whole.map(({ length }) => length));
          const { logits } = await decoding.read({});
          close(
            logits,
            (await readAll(model, whole)).flatMap((row) => Array.from(row)),
            2e-5,
          );
          await decoding.close();
        },
      ),
      { numRuns: 20 },
    );
  });

  test("forks live apart: what one appends, rewinds or closes leaves the other as it was", async () => {
    const first = await model.open([ids(1, 2, 3), ids(4, 5)]);
    const before = await first.read({});
    const fork = await first.fork([1, 0, 1]);
    await fork.append([ids(9), ids(8, 7), ids()]);
    expect(await first.read({})).toEqual(before);
    await first.close();
    const found = await fork.read({});
    close(
      found.logits,
      (await readAll(model, [ids(4, 5, 9), ids(1, 2, 3, 8, 7), ids(4, 5)])).flatMap((row) => Array.from(row)),
      2e-5,
    );
    await fork.keep([2, 0]);
    expect(fork.lengths).toEqual([2, 3]);
    expect((await fork.read({})).logits).toEqual(
      Float32Array.of(...found.logits.slice(2 * size), ...found.logits.slice(0, size)),
    );
    await fork.close();
  });

  test("a rewound row reads on as if the tokens cut off had never been", async () => {
    const decoding = await model.open([ids(1, 2, 3, 4, 5), ids(6, 7)]);
    await decoding.rewind([2, 2]);
    await expect(decoding.read({})).rejects.toThrow("append after the rewind");
    await decoding.append([ids(9), ids(9)]);
    const { logits } = await decoding.read({});
    close(
      logits,
      (await readAll(model, [ids(1, 2, 9), ids(6, 7, 9)])).flatMap((row) => Array.from(row)),
      2e-5,
    );
    await decoding.close();
  });

  test("equal prompts are read once, and calls are counted", async () => {
    const before = await model.calls();
    const decoding = await model.open([ids(3, 1), ids(3, 1), ids(5), ids(3, 1)]);
    await decoding.append([ids(1), ids(), ids(2, 3), ids(1)]);
    await decoding.close();
    const after = await model.calls();
    expect(after.tokens - before.tokens).toBe(3 + 4); // (3 1), (5); then 1, 2 3, 1
    expect(after.passes - before.passes).toBe(4); // lengths 2, 1; then shapes (2, 1) and (1, 2)
  });

  test("the top tokens are those of the full distribution, ties by id, with the same log-sum-exp", async () => {
    const decoding = await model.open([ids(1, 2, 3), ids(9)]);
    const full = await decoding.read({});
    const top = await decoding.read({ top: 12 });
    expectTop(top, full, 12);
    for (let row = 0; row < 2; row += 1) {
      const logits = full.logits.slice(row * size, (row + 1) * size);
      expect(full.logSumExp[row]).toBeCloseTo(Math.log(logits.reduce((total, z) => total + Math.exp(z), 0)), 5);
    }
    await decoding.close();
  });

  const views: [string, (v: number) => number][] = [
    ["two words swapped", (v) => (v === 4 ? 9 : v === 9 ? 4 : v)],
    ["nothing moved", (v) => v],
    ["half the vocabulary turned", (v) => (v < 150 ? (v + 50) % 150 : v)],
  ];
  describe.each(views)("a fold with %s", (_, move) => {
    const table = (times: number): Int32Array =>
      Int32Array.from({ length: size }, (_, v) => Array.from({ length: times }).reduce<number>((at) => move(at), v));
    const few = Uint8Array.from({ length: size }, (_, v) => (v % 97 === 4 ? 1 : 0));
    const most = Uint8Array.from({ length: size }, (_, v) => (v % 3 === 1 ? 0 : 1));
    test.each([
      ["logit", "none", undefined],
      ["logit", "few", few],
      ["logit", "most", most],
      ["prob", "none", undefined],
      ["prob", "few", few],
      ["prob", "most", most],
    ] as const)("averages %ss as the definition says, with %s of view 0 alone", async (average, __, own) => {
      const alignments = [table(0), table(1), table(2)];
      const rows = [ids(4, 2), ids(9, 2), ids(1, 2, 3), ids(8), ids(7, 7), ids(6, 5)];
      const decoding = await model.open(rows);
      const raw = await decoding.read({});
      const fold = { alignments, average, ...(own === undefined ? {} : { own }) };
      const folded = await decoding.read({ fold });
      const expected = naiveFold(raw, alignments, average, own);
      close(folded.logits, expected, 1e-5);
      const turned = await (
        await decoding.fork([1, 2, 0, 4, 5, 3])
      ).read({ fold: { average, alignments: [...alignments.slice(1), table(0)] } });
      if (own === undefined) close(turned.logits, folded.logits, 1e-5);
      expectTop(await decoding.read({ fold, top: 7 }), folded, 7);
      await decoding.close();
    });
  });

  test("what cannot be read is refused with the place and the reason", async () => {
    await expect(model.open([ids()])).rejects.toThrow("prompt 0: expected at least one token but found none");
    await expect(model.open([ids(1), Array.from({ length: 65 }, () => 1 as TokenId)])).rejects.toThrow(
      "row 1: expected at most 64 tokens",
    );
    await expect(model.open([ids(size)])).rejects.toThrow("expected tokens from 0 to 299 but found 300");
    const decoding = await model.open([ids(1)]);
    await expect(decoding.fork([1])).rejects.toThrow("row: expected 0 to 0 but found 1");
    await expect(decoding.rewind([2])).rejects.toThrow("lengths[0]: expected 1 to 1 but found 2");
    await expect(decoding.append([Array.from({ length: 64 }, () => 1 as TokenId)])).rejects.toThrow(
      "at most 64 tokens",
    );
    await decoding.close();
    await expect(decoding.read({})).rejects.toThrow("closed");
  });
});

function expectTop(top: NextTokens, full: NextTokens, width: number): void {
  const rows = full.logits.length / full.width;
  for (let row = 0; row < rows; row += 1) {
    const logits = full.logits.slice(row * full.width, (row + 1) * full.width);
    const order = Array.from(logits.keys()).sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);
    expect(Array.from(top.ids?.slice(row * width, (row + 1) * width) ?? [])).toEqual(order.slice(0, width));
    expect(top.logSumExp[row]).toBe(full.logSumExp[row]);
  }
}

const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;

function naiveFold(
  { logits, width, logSumExp }: NextTokens,
  alignments: readonly Int32Array[],
  average: "logit" | "prob",
  own?: Uint8Array,
): number[] {
  const views = alignments.length;
  return Array.from({ length: logits.length / views }, (_, i) => {
    const [group, v] = [Math.floor(i / width), i % width];
    const values = alignments.map((table, view) => {
      const row = group * views + view;
      return (logits[row * width + (table[v] ?? 0)] ?? 0) - (average === "prob" ? (logSumExp[row] ?? 0) : 0);
    });
    if (own?.[v]) return values[0] ?? 0;
    return average === "logit" ? mean(values) : Math.log(mean(values.map(Math.exp)));
  });
}
