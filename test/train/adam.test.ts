import { expect, test } from "vitest";
import { adamL2, adamW } from "../../src/train/adam.ts";
import { clippingFactor, startingMoments } from "../../src/train/optimizer.ts";
import { sgdMomentum } from "../../src/train/sgd.ts";

test("two steps give what the paper's formulas give", () => {
  // Recipe: m₁ = 0.1·2 = 0.2, s₁ = 0.001·4; corrected: 2 and 4; 1·(1 − 0.1·0.5) − 0.1·2/2 = 0.85.
  // Then gradient −1: m₂ = 0.9·0.2 − 0.1 = 0.08, s₂ = 0.999·0.004 + 0.001 = 0.004996; corrected: 0.08/0.19, 0.004996/0.001999.
  const moments = startingMoments(Float32Array.of(1));
  const update = adamW({ decay: 0.5, epsilon: 0 });
  update(moments, Float32Array.of(2), { step: 1, rate: 0.1 });
  expect(moments.value[0]).toBeCloseTo(0.85, 6);
  update(moments, Float32Array.of(-2), { step: 2, rate: 0.1, factor: 0.5 });
  expect(moments.value[0]).toBeCloseTo(0.85 * 0.95 - (0.1 * (0.08 / 0.19)) / Math.sqrt(0.004996 / 0.001999), 6);
});

test("the first step has the size of the rate, whatever the gradient's", () => {
  const moments = startingMoments(new Float32Array(3));
  adamW()(moments, Float32Array.of(1e-3, -5, 400), { step: 1, rate: 0.01 });
  for (const [i, expected] of [-0.01, 0.01, -0.01].entries()) expect(moments.value[i]).toBeCloseTo(expected, 6);
});

test("gradients within the limit are kept, larger ones scaled down to it", () => {
  expect(clippingFactor(9, 3.5)).toBe(1);
  expect(clippingFactor(16, 1)).toBeCloseTo(0.25, 9);
  expect(clippingFactor(0, 1)).toBe(1);
  expect(clippingFactor(1e6, Infinity)).toBe(1);
});

test("L2 decay joins the gradient after clipping, so Adam's first step follows the sign of their sum", () => {
  // 0.5·1 + 0.1·(−8) = −0.3 and 0.5·1 + 0.1·4 = 0.9: the first value rises, the second falls, both by the rate.
  const moments = startingMoments(Float32Array.of(-8, 4));
  adamL2({ decay: 0.1 })(moments, Float32Array.of(1, 1), { step: 1, rate: 0.01, factor: 0.5 });
  expect([...moments.value].map((x) => x.toFixed(4))).toEqual(["-7.9900", "3.9900"]);
});

test("momentum and L2 decay as in PyTorch's SGD", () => {
  // Recipe: v₁ = 0.5·2 + 0.1·1 = 1.1, x₁ = 1 − 0.1·1.1 = 0.89; v₂ = 0.9·1.1 + (−1) + 0.1·0.89 = 0.079, x₂ = 0.89 − 0.0079.
  const moments = startingMoments(Float32Array.of(1));
  const update = sgdMomentum({ momentum: 0.9, decay: 0.1 });
  update(moments, Float32Array.of(2), { step: 1, rate: 0.1, factor: 0.5 });
  expect(moments.value[0]).toBeCloseTo(0.89, 6);
  update(moments, Float32Array.of(-1), { step: 2, rate: 0.1 });
  expect(moments.value[0]).toBeCloseTo(0.8821, 6);
});
