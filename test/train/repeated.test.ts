import { expect, test } from "vitest";
import { add, tanh } from "../../src/train/elementwise.ts";
import { repeatedLinear, repeatedScores } from "../../src/train/repeated.ts";
import { reshape } from "../../src/train/shape.ts";
import type { Tape, Value } from "../../src/train/tape.ts";
import { gradientError, numbers, weighted } from "./gradient-check.ts";

/** Three uses in a chain, so that gradients of the weights come from each, and through each. */
const chain = (apply: (x: Value) => Value, on: Tape, x: Value): Value => {
  let h = x;
  for (let step = 0; step < 3; step++) h = tanh(on, apply(h));
  return h;
};

test.for([
  ["two weights and a bias, flat", [2, 3], [3, 3], [3]],
  ["stacked", [2, 2, 3], [2, 3, 3], [2, 1, 3]],
] as const)("gradients of weights used three times: %s", async ([, input, square, row]) => {
  const error = await gradientError((on) => {
    const [v, w, b] = [on.parameter("v", square), on.parameter("w", square), on.parameter("b", row)];
    const apply = repeatedLinear(on, [v, w], b);
    const x = on.parameter("x", input);
    return weighted(
      on,
      chain((h) => apply(h, x), on, x),
    );
  });
  expect(error).toBeLessThan(2e-3);
});

test("gradients of a table scored against three times", async () => {
  const error = await gradientError((on) => {
    const table = on.parameter("table", [3, 3]);
    const scores = repeatedScores(on, table, on.constant([1, 3], numbers(3, 4)));
    return weighted(
      on,
      add(on, chain(scores, on, on.parameter("x", [2, 3])), reshape(on, on.parameter("y", [6]), [2, 3])),
    );
  });
  expect(error).toBeLessThan(2e-3);
});
