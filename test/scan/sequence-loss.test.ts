import { expect, test } from "vitest";
import { sequenceLosses } from "../../src/scan/sequence-loss.ts";

/** `steps` rows of 8 whose greatest probability is p, then rows of 0, 50 in all. */
function rows(steps: number, p: number): Float32Array {
  const data = new Float32Array(400);
  for (let at = 0; at < steps; at++) for (let i = 0; i < 8; i++) data[8 * at + i] = Math.log(i === 3 ? p : (1 - p) / 7);
  return data;
}

test("the mean over written rows prefers 5 sure steps to 9 unsure ones; over 50 rows with padding it is the other way round from one step more on", () => {
  // Recipe: (5·0.99 + 45/8)/50 = 0.2115 and (9·0.6 + 41/8)/50 = 0.2105 (the example of the specification); at 10 steps (10·0.6 + 40/8)/50 = 0.22.
  const { perStepMean, paddedMean50 } = sequenceLosses;
  expect(perStepMean(rows(5, 0.99), 8)).toBeCloseTo(-0.99, 6);
  expect(perStepMean(rows(9, 0.6), 8)).toBeCloseTo(-0.6, 6);
  expect(paddedMean50(rows(5, 0.99), 8)).toBeCloseTo(-0.2115, 6);
  expect(paddedMean50(rows(9, 0.6), 8)).toBeCloseTo(-0.2105, 6);
  expect(paddedMean50(rows(10, 0.6), 8)).toBeLessThan(paddedMean50(rows(5, 0.99), 8));
});

test("the product is minus the log-probability of the sequence", () => {
  expect(sequenceLosses.product(rows(3, 0.5), 8)).toBeCloseTo(3 * Math.log(2), 5);
});
