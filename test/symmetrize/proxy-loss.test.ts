import fc from "fast-check";
import { expect, it } from "vitest";
import { normalize, type Probabilities } from "../../src/math/vector.ts";
import { entropyLoss, maxProbabilityLoss } from "../../src/symmetrize/proxy-loss.ts";

const of = (...values: readonly number[]) => Float32Array.from(values) as Probabilities;
const some = fc
  .array(fc.float({ min: Math.fround(1e-3), max: 1, noNaN: true }), { minLength: 2, maxLength: 12 })
  .map((weights) => normalize(Float32Array.from(weights)));

it("the surest view has the least loss, by either loss", () => {
  const views = [of(0.25, 0.25, 0.25, 0.25), of(0, 1, 0, 0), of(0.5, 0.25, 0.25, 0)];
  expect(views.map(maxProbabilityLoss)).toEqual([-0.25, -1, -0.5]);
  // ln 4; 0, where 0·ln 0 is 0; (ln 2)/2 + (ln 4)/2.
  expect(views.map(entropyLoss)).toEqual([expect.closeTo(Math.log(4), 12), 0, expect.closeTo(1.5 * Math.LN2, 12)]);
});

it("neither depends on the order of the classes, bit for bit, and entropy lies in [0, ln n]", () => {
  fc.assert(
    fc.property(some, (p) => {
      const reversed = p.toReversed() as Probabilities;
      expect([maxProbabilityLoss(reversed), entropyLoss(reversed)]).toEqual([maxProbabilityLoss(p), entropyLoss(p)]);
      expect(entropyLoss(p)).toBeGreaterThanOrEqual(0);
      expect(entropyLoss(p)).toBeLessThanOrEqual(Math.log(p.length) + 1e-6);
    }),
  );
});
