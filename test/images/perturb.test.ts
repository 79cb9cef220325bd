import { expect, it } from "vitest";
import { imageOfBytes, stacked } from "../../src/images/image.ts";
import { normalizations, normalized } from "../../src/images/normalize.ts";
import { perturbed, randomElement } from "../../src/images/perturb.ts";
import { rows, symmetries, turns } from "./examples.ts";

it("random elements are a function of seed and number, and evenly spread", () => {
  for (const action of [turns, symmetries]) {
    const drawn = Array.from({ length: 8000 }, (_, i) => randomElement(action, i, { seed: 7 }));
    expect(drawn).toEqual(Array.from({ length: 8000 }, (_, i) => randomElement(action, i, { seed: 7 })));
    expect(drawn).not.toEqual(Array.from({ length: 8000 }, (_, i) => randomElement(action, i, { seed: 8 })));
    const { order, elements } = action.group;
    for (const g of elements) {
      const share = drawn.filter((h) => h === g).length / drawn.length;
      // Four standard deviations of a share of 8000.
      expect(Math.abs(share - 1 / order)).toBeLessThan(4 * Math.sqrt(((1 / order) * (1 - 1 / order)) / 8000));
    }
  }
});

it("a batch shares one element only where that is asked for", () => {
  const shared = Array.from({ length: 64 }, (_, i) => randomElement(turns, i, { seed: 1, perBatch: 16 }));
  for (const [i, g] of shared.entries()) expect(g).toBe(shared[i - (i % 16)]);
  expect(new Set(Array.from({ length: 16 }, (_, i) => randomElement(turns, i, { seed: 1 }))).size).toBeGreaterThan(1);
});

it("an image is moved by its element", () => {
  const x = rows([1, 2], [3, 4]);
  const at = Array.from({ length: 40 }, (_, i) => i).find((i) => randomElement(turns, i, { seed: 3 }) === 1) ?? NaN;
  expect(perturbed(turns, x, at, { seed: 3 })).toEqual(rows([2, 4], [1, 3]));
});

it("bytes become channels from 0 to 1, and are normalised channel by channel", () => {
  const x = imageOfBytes(3, 1, 2, Uint8Array.of(255, 0, 51, 0, 255, 102));
  expect([...x.pixels]).toEqual([1, 0, 0, 1, 51 / 255, 102 / 255].map(Math.fround));
  const seen = normalized(x, normalizations.imagenet);
  expect(seen.pixels[0]).toBeCloseTo((1 - 0.485) / 0.229, 5);
  expect(seen.pixels[5]).toBeCloseTo((0.4 - 0.406) / 0.225, 5);
  const turned = normalized(x, { ...normalizations.none, order: "bgr" });
  expect([...turned.pixels]).toEqual([51 / 255, 102 / 255, 0, 1, 1, 0].map(Math.fround));
  expect(() => normalized(rows([1]), normalizations.imagenet)).toThrow("1 means");
});

it("images of one shape are stacked, others refused", () => {
  expect([...stacked([rows([1, 2]), rows([3, 4])])]).toEqual([1, 2, 3, 4]);
  expect(() => stacked([rows([1, 2]), rows([3], [4])])).toThrow("1×1×2 and 1×2×1");
  expect(() => stacked([])).toThrow("none");
});
