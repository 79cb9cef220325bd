import { fileURLToPath } from "node:url";
import { type Image, image } from "../src/images/image.ts";
import { imageActions } from "../src/images/image-action.ts";
import { normalizations } from "../src/images/normalize.ts";
import { type ImageClassifier, openImageClassifier } from "../src/models/image-classifier/image-classifier.ts";
import { floats, openSession } from "../src/models/session.ts";
import { invariant } from "../src/pipelines/cnn/cnn-method.ts";
import type { Model } from "../src/symmetrize/symmetrize.ts";

// Images a second of the image pipeline over those of ONNX Runtime by itself: npx tsx bench/cnn.ts [MODEL.onnx]. A model of 3×32×32 images with the input "images".
const path = process.argv[2] ?? fileURLToPath(new URL("../models/mini-cnn/onnx/model.onnx", import.meta.url));
const [count, rounds, threads] = [64, 9, 1];
const pictures = Array.from({ length: count }, (_, k) =>
  image(
    3,
    32,
    32,
    Float32Array.from({ length: 3072 }, (__, i) => Math.sin(k + i) ** 2),
  ),
);

/** The least milliseconds of some rounds. */
async function least(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

/** Runs of the bare runtime on tensors that are ready. */
async function bare(images: number): Promise<number> {
  const session = await openSession(path, threads);
  const feeds = { images: floats(new Float32Array(images * 3072), [images, 3, 32, 32]) };
  const time = await least(() => session.run(feeds));
  await session.release();
  return time;
}

const see =
  (classifier: ImageClassifier): Model<Image> =>
  async (images) =>
    (await classifier.see(images)).map(({ logits }) => logits);

async function main(): Promise<void> {
  const classifier = await openImageClassifier(path, { normalization: normalizations.imagenet, threads });
  const model = see(classifier);
  const action = imageActions.rot90;
  const orbit = invariant(model, { method: "equitune", action });
  const measured = [
    { what: "base", images: count, ms: await least(() => model(pictures)), bare: await bare(count) },
    {
      what: "equitune over four turns",
      images: 4 * count,
      ms: await least(() => orbit(pictures)),
      bare: await bare(4 * count),
    },
  ];
  await classifier.close();
  for (const { what, images, ms, bare: alone } of measured)
    console.log(
      `${what}: ${((1000 * images) / ms).toFixed(0)} views a second, ${(alone / ms).toFixed(2)} of ONNX Runtime alone on as many images`,
    );
}

await main();
