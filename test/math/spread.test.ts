import { expect, it } from "vitest";
import { spread } from "../../src/math/spread.ts";

it("mean and deviation of all there is", () => {
  expect(spread([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: 2 });
  expect(spread([3])).toEqual({ mean: 3, deviation: 0 });
});
