import { expect, test } from "vitest";
import { adamStep, clippingFactor, startingMoments } from "../../src/train/adam.ts";

test("two steps give what the paper's formulas give", () => {
  // Recipe: m₁ = 0.1·2 = 0.2, s₁ = 0.001·4; corrected: 2 and 4; 1·(1 − 0.1·0.5) − 0.1·2/2 = 0.85.
  // Then gradient −1: m₂ = 0.9·0.2 − 0.1 = 0.08, s₂ = 0.999·0.004 + 0.001 = 0.004996; corrected: 0.08/0.19, 0.004996/0.001999.
  const moments = startingMoments(Float32Array.of(1));
  adamStep(moments, Float32Array.of(2), { step: 1, rate: 0.1 }, { decay: 0.5, epsilon: 0 });
  expect(moments.value[0]).toBeCloseTo(0.85, 6);
  adamStep(moments, Float32Array.of(-2), { step: 2, rate: 0.1, factor: 0.5 }, { decay: 0.5, epsilon: 0 });
  expect(moments.value[0]).toBeCloseTo(0.85 * 0.95 - (0.1 * (0.08 / 0.19)) / Math.sqrt(0.004996 / 0.001999), 6);
});

test("the first step has the size of the rate, whatever the gradient's", () => {
  const moments = startingMoments(new Float32Array(3));
  adamStep(moments, Float32Array.of(1e-3, -5, 400), { step: 1, rate: 0.01 });
  for (const [i, expected] of [-0.01, 0.01, -0.01].entries()) expect(moments.value[i]).toBeCloseTo(expected, 6);
});

test("gradients within the limit are kept, larger ones scaled down to it", () => {
  expect(clippingFactor(9, 3.5)).toBe(1);
  expect(clippingFactor(16, 1)).toBeCloseTo(0.25, 9);
  expect(clippingFactor(0, 1)).toBe(1);
  expect(clippingFactor(1e6, Infinity)).toBe(1);
});
