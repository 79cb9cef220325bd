import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { featureBucket, linearScores } from "../../src/regard/linear-model.ts";

describe("a feature's bucket", () => {
  it("is FNV-1a of the name, its upper half folded in", () => {
    // FNV-1a of "a" is 0xe40c292c (the published test vector); shifted by 15 it is 0x1c818.
    expect(featureBucket("a", 2 ** 31)).toBe((0xe40c292c ^ 0x1c818) & 0x7fffffff);
    expect(featureBucket("", 2 ** 31)).toBe((0x811c9dc5 ^ (0x811c9dc5 >>> 15)) & 0x7fffffff);
  });

  it("is one of those there are", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect([0, 1, 2, 3, 4, 5, 6, 7]).toContain(featureBucket(name, 8));
      }),
    );
  });
});

describe("linear scores", () => {
  it("sum the weighted rows of the features' buckets", () => {
    const weights = Float32Array.from({ length: 16 }, (_, i) => i);
    const [a, b] = [featureBucket("a", 8), featureBucket("b", 8)];
    const scores = linearScores({ outputs: 2, weights }, [
      ["a", 2],
      ["b", -1],
    ]);
    expect(Array.from(scores)).toEqual([4 * a - 2 * b, 2 * (2 * a + 1) - (2 * b + 1)]);
  });
});
