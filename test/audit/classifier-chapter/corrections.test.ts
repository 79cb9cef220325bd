import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LabelledSums, predictionPowered } from "../../../src/audit/classifier-chapter/prediction-powered.ts";
import { type ErrorCounts, roganGladen } from "../../../src/audit/classifier-chapter/rogan-gladen.ts";
import { key, uniform } from "../../../src/math/random.ts";

interface World {
  /** True share of negative texts, and the classifier's sensitivity and specificity. */
  readonly share: number;
  readonly sensitivity: number;
  readonly specificity: number;
  readonly texts: number;
  readonly labels: number;
}

interface Drawn {
  readonly called: number;
  readonly errors: ErrorCounts;
  readonly sums: LabelledSums;
  readonly unlabelled: { readonly texts: number; readonly called: number };
}

/** Texts of a world, the first `labels` of them labelled by people who are right. */
function draw({ share, sensitivity, specificity, texts, labels }: World, run: number): Drawn {
  const all = key(2023, run);
  let [called, calledLabelled, y, fy, passed] = [0, 0, 0, 0, 0];
  for (let text = 0; text < texts; text++) {
    const isNegative = uniform(all, 2 * text) < share;
    const isCalled = uniform(all, 2 * text + 1) < (isNegative ? sensitivity : 1 - specificity);
    called += Number(isCalled);
    if (text >= labels) continue;
    calledLabelled += Number(isCalled);
    y += Number(isNegative);
    fy += Number(isNegative && isCalled);
    passed += Number(!isNegative && !isCalled);
  }
  return {
    called,
    errors: { negatives: y, found: fy, others: labels - y, passed },
    sums: { labels, f: calledLabelled, y, fy, yy: y },
    unlabelled: { texts: texts - labels, called: called - calledLabelled },
  };
}

const runs = 1000;
const drawAll = (world: World) => Array.from({ length: runs }, (_, run) => draw(world, run));
const worlds: readonly World[] = [
  { share: 0.3, sensitivity: 0.85, specificity: 0.85, texts: 1000, labels: 100 },
  { share: 0.1, sensitivity: 0.7, specificity: 0.95, texts: 1000, labels: 150 },
  { share: 0.5, sensitivity: 0.6, specificity: 0.9, texts: 500, labels: 60 },
  { share: 0.35, sensitivity: 1, specificity: 1, texts: 500, labels: 40 },
];
const coverage = (share: number, estimates: readonly { readonly low: number | null; readonly high: number | null }[]) =>
  estimates.filter(({ low, high }) => (low ?? 2) <= share && share <= (high ?? -1)).length / estimates.length;
const variance = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
};

const valueOf = (errors: ErrorCounts) => roganGladen(30, 100, errors, 0.95).estimate.value;
const spread = (world: World) => {
  const drawn = drawAll(world);
  const powered = drawn.map(({ sums, unlabelled }) => predictionPowered(sums, unlabelled, 0.95).estimate.value ?? 0);
  return variance(powered) / variance(drawn.map(({ sums }) => sums.y / sums.labels));
};

describe("Rogan and Gladen's correction", () => {
  it("undoes known error rates: a share of 0.3 seen through 0.84 and 0.84 is 0.364", () => {
    // By the formula: 0.3·0.84 + 0.7·0.16 = 0.364.
    const errors = { negatives: 100, found: 84, others: 100, passed: 84 };
    const { estimate, isClipped } = roganGladen(364, 1000, errors, 0.95);
    expect(estimate.value).toBeCloseTo(0.3, 12);
    expect(isClipped).toBe(false);
  });

  it("is the raw share where the classifier never erred", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (texts, called) => {
        const errors = { negatives: 30, found: 30, others: 30, passed: 30 };
        const { value } = roganGladen(Math.min(called, texts), texts, errors, 0.95).estimate;
        expect(value).toBeCloseTo(Math.min(called, texts) / texts, 12);
      }),
    );
  });

  it("says nothing where the classifier does not, or where people never or always said negative", () => {
    expect(valueOf({ negatives: 10, found: 3, others: 10, passed: 7 })).toBeNull();
    expect(valueOf({ negatives: 10, found: 2, others: 10, passed: 7 })).toBeNull();
    expect(valueOf({ negatives: 0, found: 0, others: 10, passed: 7 })).toBeNull();
    expect(valueOf({ negatives: 10, found: 7, others: 0, passed: 0 })).toBeNull();
  });

  it("stays in [0, 1] and tells when it was moved there", () => {
    const errors = { negatives: 40, found: 36, others: 40, passed: 32 };
    expect(roganGladen(5, 100, errors, 0.95)).toMatchObject({ isClipped: true, estimate: { value: 0, low: 0 } });
    expect(roganGladen(97, 100, errors, 0.95)).toMatchObject({ isClipped: true, estimate: { value: 1, high: 1 } });
  });

  it.each(worlds)("covers the truth in 93 % or more of draws: %o", (world) => {
    const estimates = drawAll(world).map(
      ({ called, errors }) => roganGladen(called, world.texts, errors, 0.95).estimate,
    );
    expect(coverage(world.share, estimates)).toBeGreaterThanOrEqual(0.93);
  });
});

describe("prediction-powered shares", () => {
  it("are the formula's: λ·F plus the mean of Y − λf", () => {
    // 10 labels: f = 4, y = 5, both 3; 90 without: 27 called. 1·27/90 + (5 − 4)/10 = 0.4; with λ = 1/2: 0.15 + (5 − 2)/10 = 0.45.
    const sums = { labels: 10, f: 4, y: 5, fy: 3, yy: 5 };
    expect(predictionPowered(sums, { texts: 90, called: 27 }, 0.95, 1).estimate.value).toBeCloseTo(0.4, 12);
    expect(predictionPowered(sums, { texts: 90, called: 27 }, 0.95, 0.5).estimate.value).toBeCloseTo(0.45, 12);
    expect(predictionPowered(sums, { texts: 90, called: 27 }, 0.95, 0).estimate.value).toBeCloseTo(0.5, 12);
  });

  it("choose λ with the least variance that the formula knows", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), (run) => {
        const { sums, unlabelled } = draw({ ...(worlds[0] as World), texts: 300 }, run);
        const width = (lambda?: number) => {
          const { low, high } = predictionPowered(sums, unlabelled, 0.95, lambda).estimate;
          return (high ?? 0) - (low ?? 0);
        };
        for (const lambda of [0, 0.25, 0.5, 0.75, 1]) expect(width()).toBeLessThanOrEqual(width(lambda) + 1e-9);
      }),
      { numRuns: 50 },
    );
  });

  it("are the labels' own share where nothing else is known, and nothing with fewer than two labels", () => {
    const sums = { labels: 10, f: 4, y: 5, fy: 3, yy: 5 };
    expect(predictionPowered(sums, { texts: 0, called: 0 }, 0.95)).toMatchObject({
      lambda: 0,
      estimate: { value: 0.5 },
    });
    const one = { labels: 1, f: 1, y: 1, fy: 1, yy: 1 };
    expect(predictionPowered(one, { texts: 9, called: 3 }, 0.95).estimate.value).toBeNull();
  });

  it.each(worlds)("cover the truth in 93 % or more of draws: %o", (world) => {
    const estimates = drawAll(world).map(({ sums, unlabelled }) => predictionPowered(sums, unlabelled, 0.95));
    expect(
      coverage(
        world.share,
        estimates.map(({ estimate }) => estimate),
      ),
    ).toBeGreaterThanOrEqual(0.93);
  });

  it("vary less than the labels alone where the classifier is good, and about as much where it guesses", () => {
    expect(spread({ share: 0.3, sensitivity: 0.9, specificity: 0.95, texts: 1000, labels: 100 })).toBeLessThan(0.5);
    expect(spread({ share: 0.3, sensitivity: 0.5, specificity: 0.5, texts: 1000, labels: 100 })).toBeLessThan(1.1);
  });
});
