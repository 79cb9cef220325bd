import { expect, it } from "vitest";
import { drawEntry } from "../../src/decode/draw.ts";
import { mirostat1, mirostat2, zipfExponent, zipfRank } from "../../src/decode/mirostat.ts";
import { keptEntries } from "../../src/decode/ranked-row.ts";
import type { RankedRow, Sampler } from "../../src/decode/sampler.ts";
import { key, uniform } from "../../src/math/random.ts";

/** An exact Zipf law: p of rank i in proportion to i^−exponent. */
function zipfRow(exponent: number, vocabularySize = 50_000): RankedRow {
  const logits = Float32Array.from({ length: vocabularySize }, (_, i) => -exponent * Math.log(i + 1));
  const logSumExp = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
  return { ids: Int32Array.from(logits.keys()), logits, logSumExp, vocabularySize };
}

// Values: ((s − 1)·2^μ / (1 − 50000^(1 − s)))^(1/s), before rounding and adding 1; worked out by hand from ALGORITHMS of the paper (arXiv:2007.14966).
it.each([
  [1.1, 6, 7.8759],
  [1.1, 3, 1.1893],
  [0.8, 6, 1.8859],
  [0.8, 3, 0.1402],
  [1.5, 6, 10.1095],
  [1.5, 3, 2.5274],
])("an exact Zipf law of exponent %d under a ceiling of %d bits is cut at rank %d", (exponent, ceiling, rank) => {
  const fitted = zipfExponent(zipfRow(exponent));
  expect(fitted).toBeCloseTo(exponent, 4);
  expect(zipfRank(exponent, ceiling, 50_000)).toBeCloseTo(rank, 4);
  const sampler = mirostat1({ target: ceiling / 2, rate: 1 });
  expect(sampler.start).toBe(ceiling);
  expect(keptEntries(zipfRow(exponent), sampler, ceiling)).toBe(Math.round(rank) + 1);
});

it("the cut is continuous at exponent 1, and all ranks stay where the law does not fall", () => {
  expect(zipfRank(1, 6, 50_000)).toBeCloseTo(zipfRank(1 + 1e-5, 6, 50_000), 2);
  expect(zipfRank(1, 6, 50_000)).toBeCloseTo(64 / Math.log(50_000), 10);
  expect(zipfRank(-0.5, 6, 50_000)).toBe(50_000);
  expect(zipfRank(0, 6, 50_000)).toBe(50_000);
});

it("mirostat 2 keeps the tokens no more surprising than the ceiling, and the likeliest always", () => {
  const row = zipfRow(1.1);
  const kept = keptEntries(row, mirostat2({ target: 3, rate: 1 }), 6) ?? NaN;
  const bits = (i: number) => (row.logSumExp - (row.logits[i] ?? NaN)) / Math.LN2;
  expect(bits(kept - 1)).toBeLessThanOrEqual(6);
  expect(bits(kept)).toBeGreaterThan(6);
  expect(keptEntries(row, mirostat2({ target: 3, rate: 1 }), -4)).toBe(1);
});

it("a short row is no ground to cut on: more of it is asked for", () => {
  const whole = zipfRow(1.1);
  const short: RankedRow = { ...whole, ids: whole.ids.subarray(0, 160), logits: whole.logits.subarray(0, 160) };
  expect(keptEntries(short, mirostat1({ target: 3, rate: 1 }), 6)).toBe(9);
  expect(keptEntries(short, mirostat1({ target: 3, rate: 1 }), 14)).toBeUndefined();
  expect(keptEntries(short, mirostat2({ target: 3, rate: 1 }), 14)).toBeUndefined();
  expect(keptEntries(whole, mirostat2({ target: 3, rate: 1 }), 40)).toBe(50_000);
});

it.each([
  ["1", 4, mirostat1({ target: 4, rate: 1 })],
  ["1", 3, mirostat1({ target: 3, rate: 1 })],
  ["2", 3, mirostat2({ target: 3, rate: 1 })],
  ["2", 5, mirostat2({ target: 5, rate: 0.5 })],
])("mirostat %s settles at %d bits a token over 400 tokens of a Zipf law", (_, target, sampler) => {
  expect(Math.abs(meanSurprise(sampler, zipfRow(1.1, 5000), 400) - target)).toBeLessThan(0.1);
});

function meanSurprise(sampler: Sampler, row: RankedRow, count: number): number {
  let state = sampler.start;
  let total = 0;
  for (let step = 0; step < count; step++) {
    const chance = { key: key(step), coin: uniform(key(step)), names: undefined };
    const sampling = { sampler, temperature: 1, coupling: "noise" } as const;
    const { entry } = drawEntry(row, keptEntries(row, sampler, state) ?? NaN, chance, sampling);
    const bits = (row.logSumExp - (row.logits[entry] ?? NaN)) / Math.LN2;
    total += bits;
    state = sampler.next(state, bits);
  }
  return total / count;
}

it.each([
  { target: 0, rate: 1 },
  { target: NaN, rate: 1 },
  { target: 3, rate: 0 },
])("refuses %o", (options) => {
  expect(() => mirostat1(options)).toThrow(RangeError);
  expect(() => mirostat2(options)).toThrow(RangeError);
});
