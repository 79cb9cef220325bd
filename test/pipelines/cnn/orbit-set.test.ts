import { expect, it } from "vitest";
import { heldOut, splitSet } from "../../../src/pipelines/cnn/held-out.ts";
import { collectOrbits, orbitsOf } from "../../../src/pipelines/cnn/orbit-set.ts";
import type { SeenOrbit } from "../../../src/pipelines/cnn/see-orbits.ts";
import { numbers } from "../../train/gradient-check.ts";

/** Images of two sides with three features, of these classes. */
const orbits = (labels: readonly number[]): readonly SeenOrbit[] =>
  labels.map((label, index) => ({
    label,
    index,
    sights: [0, 1].map((g) => {
      const values = numbers(5, 2 * index + g + 1);
      return { logits: values.slice(0, 2), features: values.slice(2) };
    }),
  }));
async function* inBatches(all: readonly SeenOrbit[], size: number): AsyncGenerator<readonly SeenOrbit[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

it("what is collected is what was seen, whatever the batches", async () => {
  const all = orbits([0, 1, 0, 1, 0, 0, 0]);
  for (const size of [1, 3, 7]) {
    const set = await collectOrbits(inBatches(all, size), 7);
    expect([...orbitsOf(set)].flat()).toEqual(all);
  }
});

it("a batch is not needed any more once the next is asked for", async () => {
  const all = orbits([0, 1, 0, 1]);
  async function* overwritten(): AsyncGenerator<readonly SeenOrbit[]> {
    for (const orbit of orbits([0, 1, 0, 1])) {
      yield [orbit];
      for (const { logits, features } of orbit.sights) for (const values of [logits, features]) values?.fill(NaN);
    }
  }
  expect([...orbitsOf(await collectOrbits(overwritten(), 4))].flat()).toEqual(all);
});

it("refuses another number of images, and images without features", async () => {
  const all = orbits([0, 1, 0]);
  await expect(collectOrbits(inBatches(all, 2), 2)).rejects.toThrow("Expected 2 images but received more");
  await expect(collectOrbits(inBatches(all, 2), 4)).rejects.toThrow("Expected 4 images but received 3");
  const blind = all.map((orbit) => ({ ...orbit, sights: orbit.sights.map(({ logits }) => ({ logits })) }));
  await expect(collectOrbits(inBatches(blind, 2), 3)).rejects.toThrow("seen with features");
});

it("a split of uneven classes keeps every image's own rows", async () => {
  const labels = [0, 1, 0, 1, 0, 0, 0, 0, 0, 0];
  const set = await collectOrbits(inBatches(orbits(labels), 4), 10);
  const { training, validation } = splitSet(set, heldOut(set.labels, { held: 0.25, imagesOfStep: 1 }, "images"));
  const sightsOf = (of: typeof set) => [...orbitsOf(of)].flat().map(({ label, sights }) => ({ label, sights }));
  const seen = sightsOf(set);
  expect(sightsOf(training)).toEqual([0, 1, 2, 4, 5, 6, 7].map((i) => seen[i]));
  expect(sightsOf(validation)).toEqual([3, 8, 9].map((i) => seen[i]));
});
