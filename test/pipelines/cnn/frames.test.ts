import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Action } from "../../../src/group/action.ts";
import { image, type Image } from "../../../src/images/image.ts";
import { imageFrame } from "../../../src/images/image-frame.ts";
import { normalizations } from "../../../src/images/normalize.ts";
import { type ImageClassifier, openImageClassifier } from "../../../src/models/image-classifier/image-classifier.ts";
import type { Sight } from "../../../src/models/image-classifier/sight.ts";
import { cnnMethods, invariant } from "../../../src/pipelines/cnn/cnn-method.ts";
import { onOrbit, type OrbitPoint, sightOf } from "../../../src/pipelines/cnn/orbit-point.ts";
import { seeOrbits } from "../../../src/pipelines/cnn/see-orbits.ts";
import { identity } from "../../../src/group/group.ts";
import { namedActions } from "../../images/examples.ts";
import { numbers } from "../../train/gradient-check.ts";

const bundled = new URL("../../../models/mini-cnn/onnx/model.onnx", import.meta.url).pathname;
const [side, plane] = [32, 32 * 32];
/** Two images of noise, one that a mirror fixes, and one of a single colour. */
const pictures: readonly Image[] = [1, 2, 3, 4].map((number) => {
  const noise = numbers(3 * plane, number);
  const at = (i: number): number => (number === 3 ? i - (i % side) + Math.min(i % side, side - 1 - (i % side)) : i);
  return image(
    3,
    side,
    side,
    noise.map((_, i) => 0.5 + 0.5 * (noise[number === 4 ? 0 : at(i)] as number)),
  );
});

let network: ImageClassifier;
beforeAll(async () => {
  network = await openImageClassifier(bundled, { normalization: normalizations.imagenet });
});
afterAll(() => network.close());

/** A network whose rounding depends on a row's place in the pass. */
const uneven: Pick<ImageClassifier, "see"> = {
  async see(images) {
    const sights = await network.see(images);
    return sights.map(({ logits }, row): Sight => ({ logits: logits.map((value) => value * (1 + row * 2 ** -22)) }));
  },
};

const model = (all: readonly OrbitPoint[]) => Promise.resolve(all.map((point) => sightOf(point).logits));
const score = (point: OrbitPoint): number => Math.sin(7 * (sightOf(point).logits[0] as number));

type Seen = Readonly<Record<string, readonly Float32Array[]>>;
/** What each method says of the pictures, all moved by g. */
async function said(
  classifier: Pick<ImageClassifier, "see">,
  action: Action<Image>,
  { g, frames }: { readonly g: number; readonly frames: boolean },
): Promise<Seen> {
  async function* batches() {
    yield pictures.map((x, index) => ({ image: action.apply(action.group.elements[g]!, x), label: 0, index }));
  }
  const { value } = await seeOrbits(classifier, action, batches(), frames ? imageFrame(action) : undefined).next();
  const points = (value ?? []).map(({ sights }): OrbitPoint => ({ sights, g: identity }));
  const how = { action: onOrbit(action.group), score };
  const entries = cnnMethods.map(
    async (method) => [method, await invariant(model, { method, ...how })(points)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

describe.each(namedActions)("%s", (_, action) => {
  it.each([
    ["the bundled network", () => network],
    ["a network whose rounding depends on the place", () => uneven],
  ])("%s says the same of an image and its copies, bit for bit", async (_name, of) => {
    const upright = await said(of(), action, { g: 0, frames: true });
    for (const g of action.group.elements) {
      const { base, ...folded } = await said(of(), action, { g, frames: true });
      expect({ ...folded, base: upright["base"] }).toEqual(upright);
      const unframed = await said(of(), action, { g, frames: false });
      expect(furthest(base ?? [], unframed["base"] ?? [])).toBeLessThan(1e-3);
    }
  });
});

/** The largest difference of two lists of rows. */
const furthest = (a: readonly Float32Array[], b: readonly Float32Array[]): number =>
  Math.max(...a.flatMap((row, i) => [...row].map((value, k) => Math.abs(value - (b[i]?.[k] ?? Infinity)))));

it("without frames rounding may tell a copy from the image", async () => {
  const [, action] = namedActions[0]!;
  const upright = await said(uneven, action, { g: 0, frames: false });
  const turned = await said(uneven, action, { g: 1, frames: false });
  expect(turned["equitune"]).not.toEqual(upright["equitune"]);
});
