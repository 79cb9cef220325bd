import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gumbel, type Key, key, pick, tokenNoise, uniform } from "../../src/math/random.ts";

fc.configureGlobal({ seed: 1 });

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Pearson's statistic of counts against equal shares. */
function chiSquare(counts: readonly number[]): number {
  const share = counts.reduce((a, b) => a + b) / counts.length;
  return counts.reduce((sum, count) => sum + (count - share) ** 2 / share, 0);
}

/** Within 4 standard deviations of a chi-square of this many degrees of freedom: fails by chance once in 10⁴, and the seeds are fixed. */
function expectEven(counts: readonly number[]): void {
  const freedom = counts.length - 1;
  expect(Math.abs(chiSquare(counts) - freedom)).toBeLessThan(4 * Math.sqrt(2 * freedom));
}

/** Counts of pairs of numbers in [0, 1) over a 16 × 16 board. */
function board(pairs: Iterable<readonly [number, number]>): number[] {
  const counts = range(256).map(() => 0);
  for (const [x, y] of pairs) {
    const square = Math.floor(x * 16) * 16 + Math.floor(y * 16);
    counts[square] = (counts[square] as number) + 1;
  }
  return counts;
}

const unit = (bits: number) => bits / 2 ** 32;
const count = 1 << 16;

const weak = (i: number) => unit(Math.imul(i, 0x7feb352d) >>> 0);

describe("numbers under neighbouring names are even and independent", () => {
  it.each<[string, (i: number) => number]>([
    ["seeds", (i) => uniform(key(i))],
    ["steps of one sample", (i) => uniform(key(7, "sample", 3, i))],
    ["texts", (i) => uniform(key(7, `text ${i}`))],
    ["token lists", (i) => uniform(key(7, [464, 582, i]))],
    ["counters", (i) => uniform(key(7), i)],
    ["large counters", (i) => uniform(key(7), 2 ** 40 + i)],
    ["lower bits of a uniform", (i) => (uniform(key(7), i) * 2 ** 40) % 1],
    ["tokens", (i) => unit(tokenNoise(key(7), i))],
    ["lower bits of tokens", (i) => (tokenNoise(key(7), i) % 65536) / 65536],
    ["one token at neighbouring steps", (i) => unit(tokenNoise(key(7, 0, i), 464))],
    ["one token at neighbouring seeds", (i) => unit(tokenNoise(key(i), 464))],
  ])("%s", (_, draw) => expectEven(board(range(count).map((i) => [draw(i), draw(i + 1)]))));

  it("a token list from left to right, and the next token's noise", () => {
    expectEven(board(range(count).map((i) => [uniform(key(1, [i, 5])), uniform(key(1, [5, i]))])));
    expectEven(board(range(count).map((i) => [unit(tokenNoise(key(1, i), 3)), unit(tokenNoise(key(1, i + 1), 4))])));
  });

  it("a weak mixer would be found: one multiplication is not enough", () => {
    expect(() => expectEven(board(range(count).map((i) => [weak(i), weak(i + 1)])))).toThrow("expected");
  });
});

describe("a key", () => {
  const part = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.integer(),
    fc.string({ unit: "binary" }),
    fc.array(fc.integer()),
    fc.uint8Array(),
  );

  it("is the key of its parts in turn", () => {
    fc.assert(
      fc.property(fc.integer(), part, part, (seed, a, b) => {
        expect(key(key(seed, a), b)).toEqual(key(seed, a, b));
      }),
    );
  });

  it("differs where any part does, in kind, value or cut", () => {
    const lists = fc.array(part, { maxLength: 3 });
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const write = (parts: typeof a) =>
          parts.map((p) => `${typeof p === "object" ? p.constructor.name : typeof p}:${JSON.stringify(p)}`).join();
        expect(String(Object.values(key(1, ...a))) === String(Object.values(key(1, ...b)))).toBe(write(a) === write(b));
      }),
    );
    const names: Key[] = [
      key(1),
      key(1, ""),
      key(1, []),
      key(1, new Uint8Array()),
      key(1, 0),
      key(1, "ab", "c"),
      key(1, "a", "bc"),
      key(1, "abc"),
      key(1, "abc\0"),
      key(1, [1, 2], [3]),
      key(1, [1], [2, 3]),
      key(1, 1, 2, 3),
      key(1, Uint8Array.of(1, 2, 3)),
      key(1, Uint8Array.of(1, 2, 3, 0)),
      key(1, 0.5),
      key(1, 2 ** 32),
      key(1, 2 ** 32 + 1),
      key(-1),
    ];
    expect(new Set(names.map((name) => JSON.stringify(name))).size).toBe(names.length);
  });

  it("takes lists of numbers and typed lists for the same, and 0 for −0", () => {
    expect(key(1, Int32Array.of(5, -6))).toEqual(key(1, [5, -6]));
    expect(key(1, -0, [-0])).toEqual(key(1, 0, [0]));
  });

  it("keeps its numbers from release to release", () => {
    // Made by this code on 2026-11-21. A change here changes every text that a seed gives.
    const name = key(2026, "sample", 3, [464, 582], 0.5);
    expect(name).toEqual({ a: 2125852822, b: 2006212792, c: 561376378, d: 1984305255 });
    expect([uniform(name), uniform(name, 2 ** 33), tokenNoise(name, 50256)]).toEqual([
      0.7133441375420475, 0.5388197640128437, 4055093779,
    ]);
  });

  it("refuses what has no 32-bit or finite value", () => {
    for (const value of [NaN, Infinity]) expect(() => key(value)).toThrow("finite number");
    for (const value of [0.5, 2 ** 31, NaN]) expect(() => key(1, [value])).toThrow(`received ${value}`);
  });
});

it("uniform fills 53 bits and stays below 1", () => {
  const draws = range(1000).map((i) => uniform(key(5), i));
  expect(draws.every((draw) => draw >= 0 && draw < 1 && Number.isInteger(draw * 2 ** 53))).toBe(true);
  expect(draws.some((draw) => (draw * 2 ** 53) % 2 === 1)).toBe(true);
});

it("picks each choice for an equal share of the coins", () => {
  expect(range(6).map((i) => pick(i / 6, 3))).toEqual([0, 0, 1, 1, 2, 2]);
  expect(pick(1 - 2 ** -53, 49)).toBe(48);
  for (const coin of [-0.1, 1, NaN]) expect(() => pick(coin, 2)).toThrow("coin");
  for (const count of [0, NaN]) expect(() => pick(0.5, count)).toThrow("choices");
});

const flip = (name: Key, bit: number): Key =>
  bit < 32 ? { ...name, a: name.a ^ (1 << bit) } : { ...name, b: name.b ^ (1 << bit) };

describe("token noise", () => {
  it("gives no two tokens of GPT-2 the same under a key", () => {
    expect(new Set(range(50_257).map((token) => tokenNoise(key(3), token))).size).toBe(50_257);
  });

  it("turns each bit about half the time when any bit of the token or the key turns", () => {
    const trials = 4000;
    const turned = range(96).flatMap((bit) => {
      const changes = range(trials).map((i) => {
        const [name, token] = [key(9, i), i * 12 + 5];
        const other = bit < 64 ? tokenNoise(flip(name, bit), token) : tokenNoise(name, token ^ (1 << bit));
        return tokenNoise(name, token) ^ other;
      });
      return range(32).map((out) => changes.filter((change) => (change >>> out) & 1).length / trials);
    });
    // 3,072 shares of 4,000 trials: the standard deviation is 0.008, and the largest of them should lie within 5 of it.
    expect(Math.max(...turned.map((share) => Math.abs(share - 0.5)))).toBeLessThan(0.04);
  });
});

describe("gumbel", () => {
  it("is finite and rising over all 32-bit words", () => {
    const words = [...range(70_000).map((i) => i * 61_356), 0xffff_fffd, 0xffff_fffe, 0xffff_ffff];
    const values = words.map(gumbel);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(values.every((value, i) => i === 0 || value > (values[i - 1] as number))).toBe(true);
    // −ln(−ln(2⁻³³)) and −ln(−ln(1 − 2⁻³³)) ≈ 33·ln 2
    expect([gumbel(0), gumbel(0xffff_ffff)]).toEqual([-Math.log(33 * Math.LN2), expect.closeTo(33 * Math.LN2, 9)]);
  });

  it("has the mean γ and the variance π²/6 of its law", () => {
    const values = range(count).map((i) => gumbel(i * 65_536 + 32_768));
    const mean = values.reduce((a, b) => a + b) / count;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
    expect(mean).toBeCloseTo(0.577216, 3);
    expect(variance).toBeCloseTo(Math.PI ** 2 / 6, 2);
  });

  it("draws from the softmax: the largest of logit + gumbel", () => {
    const probabilities = [0.5, 0.25, 0.15, 0.09, 0.01];
    const draws = 40_000;
    const wins = probabilities.map(() => 0);
    for (const i of range(draws)) {
      const scores = probabilities.map((p, token) => Math.log(p) + gumbel(tokenNoise(key(11, i), token)));
      const winner = scores.indexOf(Math.max(...scores));
      wins[winner] = (wins[winner] as number) + 1;
    }
    const statistic = probabilities.reduce(
      (sum, p, token) => sum + ((wins[token] as number) - p * draws) ** 2 / (p * draws),
      0,
    );
    expect(statistic).toBeLessThan(18.47); // chi-square of 4 degrees of freedom passes this once in 1,000
  });
});
