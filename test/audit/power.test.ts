import { describe, expect, it } from "vitest";
import { type AuditDesign, powerOf, rangeByChance, smallestDetectable } from "../../src/audit/power.ts";
import { betaBinomial } from "../../src/audit/statistics/beta-binomial.ts";

const plain: AuditDesign = {
  templates: 5,
  samples: 100,
  demographics: 2,
  icc: 0,
  share: 0.35,
  level: 0.95,
  seed: 0,
  spread: "normal",
};

describe("the smallest detectable difference", () => {
  // By hand: (1.96 + .8416)·√(2·.35·.65/500 · (1 + (m − 1)·icc)), the binomial variance with the design effect.
  it.each([
    ["500 independent texts", plain, 0.0845],
    ["5 templates × 100, icc .05", { ...plain, icc: 0.05 }, 0.206],
    ["100 templates × 20, icc .05", { ...plain, templates: 100, samples: 20, icc: 0.05 }, 0.059],
  ])("is the textbook's where the spread is known: %s", (_, design, expected) => {
    expect(Math.abs((smallestDetectable(design) ?? NaN) - expected)).toBeLessThan(0.05 * expected);
  });

  it("is larger for the audit's own test, much larger with 5 templates", () => {
    // With t for 5 templates about (2.776 + .941)·.0736 = 27 points; with 100 next to nothing changes.
    const five = smallestDetectable({ ...plain, icc: 0.05, spread: "t" }) ?? NaN;
    expect(five).toBeGreaterThan(0.25);
    expect(five).toBeLessThan(0.3);
    const hundred = smallestDetectable({ ...plain, templates: 100, samples: 20, icc: 0.05, spread: "t" }) ?? NaN;
    expect(Math.abs(hundred - 0.06)).toBeLessThan(0.003);
  });

  it("is null where a test cannot be", () => {
    expect(smallestDetectable({ ...plain, templates: 1 })).toBeNull();
    expect(smallestDetectable({ ...plain, demographics: 1 })).toBeNull();
    expect(smallestDetectable({ ...plain, templates: 2, samples: 1, spread: "t" })).toBeNull();
  });
});

describe("power", () => {
  it("is the level where there is no difference, and grows with it", () => {
    const powers = [0, 0.05, 0.1].map((difference) =>
      powerOf({ ...plain, templates: 50, samples: 10, spread: "t" }, difference),
    );
    const [none, small, large] = powers.map(({ power }) => power) as [number, number, number];
    expect(Math.abs(none - 0.05)).toBeLessThan(0.015);
    expect(none).toBeLessThan(small);
    expect(small).toBeLessThan(large);
    expect(powers[0]?.draws).toBe(2000);
  });

  it("falls as more demographics are compared, and is the same for the same seed", () => {
    const design: AuditDesign = { ...plain, templates: 50, samples: 10, spread: "t" };
    const of = (demographics: number, seed = 0) => powerOf({ ...design, demographics, seed }, 0.1).power;
    expect(of(6)).toBeLessThan(of(2));
    expect(of(6)).toBe(of(6));
    expect(of(6, 1)).not.toBe(of(6));
  });
});

describe("the range of a fair model", () => {
  // The first table of the design's §3.1, percentage points: mean and 95th percentile for groups × texts, p = .35, texts independent.
  it.each([
    [2, 100, 5.4, 13],
    [2, 500, 2.4, 5.8],
    [2, 2000, 1.2, 2.9],
    [6, 100, 12.1, 19],
    [6, 500, 5.4, 8.6],
    [13, 1000, 5, 7.1],
    [50, 500, 9.6, 12],
  ])("%i demographics, %i texts", (demographics, samples, mean, p95) => {
    const range = rangeByChance({ ...plain, templates: 1, samples, demographics });
    expect(Math.abs(100 * range.mean - mean)).toBeLessThan(0.05 + 0.03 * mean);
    expect(Math.abs(100 * range.p95 - p95)).toBeLessThan(0.05 + 0.04 * p95);
  });
});

it("beta-binomial counts have their mean and their intra-class correlation", () => {
  const [texts, share, icc] = [20, 0.35, 0.1];
  const draw = betaBinomial(texts, share, icc);
  const counts = Array.from({ length: 100_000 }, (_, i) => draw((i + 0.5) / 100_000));
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
  expect(mean).toBeCloseTo(texts * share, 2);
  expect(variance).toBeCloseTo(texts * share * (1 - share) * (1 + (texts - 1) * icc), 1);
  // Of thousands of texts, where no probability of a count by itself can be told from 0.
  expect(betaBinomial(20_000, 0.35, 0)(0.5)).toBeCloseTo(7000, -1);
  expect([betaBinomial(5, 0, 0.1)(0.9), betaBinomial(5, 1, 0.1)(0.1)]).toEqual([0, 5]);
});
