import { expect, it } from "vitest";
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
