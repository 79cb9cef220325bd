import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mean, orderedSum, weightedMean } from "../../src/math/ordered-sum.ts";
import { type Logits, logSumExp, normalize, softmax } from "../../src/math/vector.ts";

fc.configureGlobal({ seed: 1 });
const logits = (...values: number[]) => Float32Array.from(values) as Logits;
const anyLogits = fc
  .array(fc.float({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 50 })
  .map((list) => logits(...list));

describe("softmax", () => {
  it("is e to the logits over their sum", () => {
    expect([...softmax(logits(0, Math.log(3)))]).toEqual([expect.closeTo(0.25, 7), expect.closeTo(0.75, 7)]);
    expect([...softmax(logits(-Infinity, 5))]).toEqual([0, 1]);
    expect([...softmax(logits(3e38, 3e38))]).toEqual([0.5, 0.5]);
  });

  it("sums to 1 and is e to (logit − logSumExp)", () => {
    fc.assert(
      fc.property(anyLogits, (z) => {
        const [p, total] = [softmax(z), logSumExp(z)];
        expect(p.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
        for (const [i, value] of p.entries()) expect(value).toBeCloseTo(Math.exp((z[i] as number) - total), 6);
      }),
    );
  });

  it("bears a vocabulary larger than a call's arguments", () => {
    expect(softmax(new Float32Array(300_000) as Logits)[7]).toBeCloseTo(1 / 300_000, 12);
  });

  it("refuses logits without a distribution", () => {
    expect(() => softmax(logits(1, NaN))).toThrow("received NaN");
    expect(() => softmax(logits(1, Infinity))).toThrow("received Infinity");
    expect(() => softmax(logits(-Infinity, -Infinity))).toThrow("a logit above -Infinity");
    expect(() => softmax(logits())).toThrow("a logit above -Infinity");
  });
});

it("logSumExp neither overflows nor vanishes", () => {
  expect(logSumExp(logits(1000, 1000))).toBeCloseTo(1000 + Math.LN2, 9);
  expect(logSumExp(logits(-1000, -1000))).toBeCloseTo(-1000 + Math.LN2, 9);
  expect(logSumExp(logits(-Infinity))).toBe(-Infinity);
  expect(() => logSumExp(logits(NaN))).toThrow("received NaN");
});

it("normalize scales weights to sum to 1", () => {
  expect([...normalize(Float32Array.of(1, 3))]).toEqual([0.25, 0.75]);
  expect(() => normalize(Float32Array.of(0, 0))).toThrow("a sum of 0");
  expect(() => normalize(Float32Array.of(1, Infinity))).toThrow("a sum of Infinity");
  expect(() => normalize(Float32Array.of(2, -1))).toThrow("received -1");
  expect(() => normalize(Float32Array.of(NaN))).toThrow("received NaN");
});

describe("sums that do not hang on the order", () => {
  const wild = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(1e300, -1e300, 1, 1e-300, -0),
  );
  const shuffles = fc
    .array(wild, { maxLength: 12 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));

  it("bit for bit", () => {
    fc.assert(
      fc.property(shuffles, ([list, mixed]) => {
        expect(orderedSum(mixed)).toBe(orderedSum(list));
      }),
    );
  });

  it("unlike sums in order of arrival", () => {
    const naive = fc.property(shuffles, ([list, mixed]) => {
      expect(mixed.reduce((a, b) => a + b, 0)).toBe(list.reduce((a, b) => a + b, 0));
    });
    expect(() => fc.assert(naive)).toThrow("Property failed");
  });

  it("of no numbers are 0", () => expect(orderedSum([])).toBe(0));

  it("weigh vectors, entry by entry", () => {
    const vectors = [Float32Array.of(1, 10), Float32Array.of(3, 50)];
    expect(weightedMean(vectors, [3, 1])).toEqual(Float32Array.of(1.5, 20));
    expect(mean(vectors)).toEqual(Float32Array.of(2, 30));
    expect(weightedMean([Float32Array.of(1), Float32Array.of(-Infinity)], [2, 0])).toEqual(Float32Array.of(1));
    expect(mean([Float32Array.of(1), Float32Array.of(-Infinity)])).toEqual(Float32Array.of(-Infinity));
  });

  it("refuse what cannot be paired or weighed", () => {
    const one = Float32Array.of(1);
    expect(() => mean([])).toThrow("at least one vector");
    expect(() => weightedMean([one], [1, 1])).toThrow("each of 1 vectors but received 2");
    expect(() => mean([one, new Float32Array(2)])).toThrow("received 1 and 2");
    expect(() => weightedMean([one], [-1])).toThrow("received -1");
    expect(() => weightedMean([one, one], [0, 0])).toThrow("all are 0");
  });
});
