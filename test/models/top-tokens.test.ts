import { afterAll, expect, test } from "vitest";
import { tails } from "../../src/models/tails.ts";

const size = 50_257;
const made = [tails(size, 2), tails(4, 1)] as const;
afterAll(async () => void (await Promise.all(made.map((each) => each.close()))));

test("log Σ exp is exact to the last digits of a float32, over few likely tokens as over many unlikely ones", async () => {
  const logits = Float32Array.from({ length: 3 * size }, (_, i) => (i < size ? 0 : 1) * 30 * Math.sin(i * i) - 100);
  const sums = await made[0].logSumExp(logits, 3);
  for (const [row, sum] of sums.entries()) {
    const own = Array.from(logits.subarray(row * size, (row + 1) * size), Number);
    const most = Math.max(...own);
    const exact = most + Math.log(own.reduce((total, z) => total + Math.exp(z - most), 0)); // in double precision
    expect(Math.abs(sum - exact)).toBeLessThanOrEqual(2e-5);
  }
});

test("a row with a logit that is no number, or too large for one, has no finite sum", async () => {
  const broken = [NaN, Infinity].flatMap((bad) => [bad, 1, 2, 3, 1, 2, 3, bad]);
  const { logSumExp } = await made[1].top(Float32Array.of(...broken, NaN, NaN, NaN, NaN, 1, -Infinity, 2, 3), 6, 2);
  expect(Array.from(logSumExp, Number.isFinite)).toEqual([false, false, false, false, false, true]);
});
