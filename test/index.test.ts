import { expect, expectTypeOf, it } from "vitest";
import * as evenhand from "../src/index.ts";

it("exports these names: adding one is a feature, removing one a break", () => {
  expect(Object.keys(evenhand).toSorted()).toMatchInlineSnapshot(`
    [
      "canonical",
      "canonicalLambda",
      "canonicalize",
      "cosetFrame",
      "cyclic",
      "dihedral",
      "equitune",
      "equizero",
      "fromCayleyTable",
      "identity",
      "key",
      "lambdaEquitune",
      "leastViews",
      "logSumExp",
      "normalize",
      "onEach",
      "onEntries",
      "permutationAction",
      "product",
      "productAction",
      "productFrame",
      "productSymmetrize",
      "rotation",
      "rotations",
      "sequenceFactors",
      "sequenceFrame",
      "softmax",
      "sumDirection",
      "symmetric",
      "symmetrize",
      "trivialAction",
      "turn",
      "uniform",
    ]
  `);
});

it("keeps numbers of different meaning apart (checked by the compiler)", () => {
  expectTypeOf<evenhand.Probabilities>().not.toExtend<evenhand.Logits>();
  expectTypeOf<Float32Array>().not.toExtend<evenhand.Probabilities>();
  expectTypeOf<number>().not.toExtend<evenhand.Element>();
  // A fold's weights see g·x and f(g·x) but not the aligned output, which would break the law.
  expectTypeOf(evenhand.lambdaEquitune<string>)
    .parameter(0)
    .parameter(0)
    .toEqualTypeOf<evenhand.Seen<string>>();
  expectTypeOf<evenhand.Seen<string>>().not.toHaveProperty("aligned");
});
