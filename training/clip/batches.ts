import { positivesOf } from "../../src/networks/clip/contrastive-loss.ts";
import type { RunTensor, RunTensors } from "../../src/train/graph-runner.ts";
import { augmentedBatch } from "../images/augment.ts";
import type { Example } from "../images/cifar.ts";
import { pick, random } from "../random.ts";
import { imageShape, recipe } from "./recipe.ts";

/** The captions of each class as rows of token ids, start and end included; captions[class][template]. */
export type Captions = readonly (readonly (readonly number[])[])[];

const floats = (data: Float32Array, dims: readonly number[]): RunTensor => ({ type: "float32", dims, data });

/** The longest caption, in tokens. */
export const longest = (captions: Captions): number => Math.max(...captions.flat().map(({ length }) => length));

/** The feeds of a step, counted from 1: a function of the step and the seed alone. Images come in a new random order each epoch. */
export function batchMaker(
  training: readonly Example[],
  captions: Captions,
  seed: number = recipe.seed,
): (step: number) => RunTensors {
  const length = longest(captions);
  const { size } = imageShape;
  return (step) => {
    const { images, labels } = augmentedBatch(training, step, { seed, batch: recipe.images, shift: recipe.shift });
    const chance = random(seed, 3, step);
    const texts = captions.flatMap((own, label) =>
      Array.from({ length: recipe.captionsOfClass }, () => ({ label, tokens: pick(own, chance) })),
    );
    const { captionsOfImages, imagesOfCaptions } = positivesOf(
      [...labels],
      texts.map(({ label }) => label),
    );
    return {
      images: floats(images, [labels.length, 3, size, size]),
      ...textFeeds(
        texts.map(({ tokens }) => tokens),
        length,
      ),
      captionsOfImages: floats(captionsOfImages, [labels.length, texts.length]),
      imagesOfCaptions: floats(imagesOfCaptions, [texts.length, labels.length]),
    };
  };
}

/** Token ids padded with the end token, and where each row's end is. */
function textFeeds(rows: readonly (readonly number[])[], length: number): RunTensors {
  const ids = new Int32Array(rows.length * length);
  const ends = new Float32Array(rows.length * length);
  for (const [row, tokens] of rows.entries()) {
    const end = tokens.length - 1;
    for (let at = 0; at < length; at++) ids[row * length + at] = tokens[Math.min(at, end)] ?? 0;
    ends[row * length + end] = 1;
  }
  return { ids: { type: "int32", dims: [ids.length], data: ids }, ends: floats(ends, [rows.length, 1, length]) };
}
