import { expect, test } from "vitest";
import { cosineSchedule } from "../../src/train/schedule.ts";

test("the rate rises evenly, stays, and falls along half a cosine to its floor", () => {
  const rate = cosineSchedule(2, 100, { warmup: 10, hold: 60, floor: 0.5 });
  expect([1, 5, 10, 35, 60, 80, 100, 120].map((step) => Number(rate(step).toFixed(9)))).toEqual([
    0.2, 1, 2, 2, 2, 1.25, 0.5, 0.5,
  ]);
});

test("without a shape it is the plain cosine", () => {
  const rate = cosineSchedule(1, 90);
  expect(rate(30)).toBeCloseTo(0.75, 12); // (1 + cos 60°)/2
  expect(rate(90)).toBeCloseTo(0, 12);
});

test("until it falls, the rate does not depend on the number of steps", () => {
  const [short, long] = [100, 1000].map((steps) => cosineSchedule(1, steps, { warmup: 5, hold: 50 }));
  for (let step = 1; step <= 50; step++) expect(short?.(step)).toBe(long?.(step));
});
