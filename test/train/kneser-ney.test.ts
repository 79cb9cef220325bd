import { expect, test } from "vitest";
import { kneserNey } from "../../training/kneser-ney.ts";

const lines = [
  [0, 1, 2, 3, 1, 2, 0],
  [3, 1, 2, 2, 2, 0, 1],
  [1, 1, 2, 0],
  [2, 3, 1, 2, 0, 1, 2],
];

test("the probabilities after any context, seen or not, add up to 1", () => {
  const p = kneserNey(lines, 6);
  for (const before of [[], [0], [1, 2], [3, 1, 2], [0, 1, 2, 3], [3, 1, 2, 0], [5], [5, 1], [4, 4, 4, 4, 4]]) {
    const sum = [0, 1, 2, 3, 4, 5].reduce((total, token) => total + p(before, token), 0);
    expect(sum).toBeCloseTo(1, 12);
  }
});

test("two orders give what the formula gives", () => {
  // Lines "0 1", "0 1", "2 1", "0 2": bigrams 01 (2), 21, 02; discount 2/(2 + 2·1) = 0.5. Continuations: 1 after {0, 2}, 2 after {0}.
  // Unigrams: counts 2 and 1, discount 1/(1 + 2·1) = 1/3: p(1) = (2 − 1/3 + 1/3·2·1/4)/3 = 11/18. p(1|0) = (2 − 0.5 + 0.5·2·11/18)/3.
  const p = kneserNey(
    [
      [0, 1],
      [0, 1],
      [2, 1],
      [0, 2],
    ],
    4,
    2,
  );
  expect(p([], 1)).toBeCloseTo(11 / 18, 12);
  expect(p([0], 1)).toBeCloseTo((1.5 + 11 / 18) / 3, 12);
  expect(p([3], 1)).toBeCloseTo(11 / 18, 12);
});
