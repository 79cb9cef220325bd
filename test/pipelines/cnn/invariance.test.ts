import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Action, trivialAction } from "../../../src/group/action.ts";
import { image, type Image } from "../../../src/images/image.ts";
import { imageFrame } from "../../../src/images/image-frame.ts";
import { normalizations } from "../../../src/images/normalize.ts";
import { type ImageClassifier, openImageClassifier } from "../../../src/models/image-classifier/image-classifier.ts";
import { cnnMethods, invariant } from "../../../src/pipelines/cnn/cnn-method.ts";
import { canonicalize } from "../../../src/symmetrize/canonicalize.ts";
import { type Fold, type Model, symmetrize } from "../../../src/symmetrize/symmetrize.ts";
import { tinyCnn, tinySide } from "../../fakes/tiny-cnn.ts";
import { namedActions } from "../../images/examples.ts";
import { expectInvariant } from "../../laws.ts";

let classifier: ImageClassifier;
beforeAll(async () => {
  classifier = await openImageClassifier("tiny.onnx", { normalization: normalizations.half, bytes: tinyCnn() });
});
afterAll(() => classifier.close());

const network: Model<Image> = async (images) => (await classifier.see(images)).map(({ logits }) => logits);
const one =
  (model: Model<Image>) =>
  async (x: Image): Promise<Float32Array> =>
    (await model([x]))[0] as Float32Array;

const size = 3 * tinySide * tinySide;
/** Images of the network's size: of any pixels, of one colour (which every turn fixes), and mirrored ones. */
const images = fc
  .tuple(fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: size, maxLength: size }), fc.nat(3))
  .map(([values, kind]) => {
    const flat = values.map((value, i) =>
      kind === 0 ? (values[0] as number) : kind === 1 ? (values[i - (i % 8)] as number) : value,
    );
    return image(3, tinySide, tinySide, Float32Array.from(flat));
  });
const score = (x: Image): number => 3 * Math.sin(7 * (x.pixels[0] ?? 0) + (x.pixels[9] ?? 0));

describe.each(namedActions)("%s", (_, action) => {
  it.each(cnnMethods.filter((method) => method !== "base"))("%s does not change", async (method) => {
    await expectInvariant(one(invariant(network, { method, action, score })), action, images, 1e-5);
  });
  it("the network through a frame does not change by a bit", async () => {
    const on = { input: action, output: trivialAction<Float32Array>(action.group) };
    await expectInvariant(one(canonicalize(network, imageFrame(action), on)), action, images, 0);
  });
});

const first: Fold<Image> = (views) => views[0]?.aligned as Float32Array;

it.each<[string, (action: Action<Image>) => Model<Image>]>([
  ["the network itself", () => network],
  ["the first side", (action) => symmetrize(network, first, { input: action, output: trivialAction(action.group) })],
  ["a score that knows which side is the file's", (action) => lopsided(action)],
])("%s fails the law", async (_, make) => {
  for (const name of ["rot90", "d4", "flip × rot180"]) {
    const action = namedActions.find(([own]) => own === name)?.[1] as Action<Image>;
    await expect(expectInvariant(one(make(action)), action, images, 1e-5)).rejects.toThrow("Property failed");
  }
});

/** λ taken of the place in the list and not of the moved image. */
function lopsided(action: Action<Image>): Model<Image> {
  let calls = 0;
  return invariant(network, { method: "lambda", action, score: () => calls++ % action.group.order });
}
