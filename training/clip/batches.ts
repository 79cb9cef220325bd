import { positivesOf } from "../../src/networks/clip/contrastive-loss.ts";
import type { RunTensor, RunTensors } from "../../src/train/graph-runner.ts";
import { pick, random } from "../random.ts";
import { side, type LabelledImages } from "./cifar.ts";
import type { FeatureMaps } from "./maps.ts";
import { recipe } from "./recipe.ts";

/** The captions of each class as rows of token ids, start and end included; captions[class][template]. */
export type Captions = readonly (readonly (readonly number[])[])[];

const pixels = side * side;
const floats = (data: Float32Array, dims: readonly number[]): RunTensor => ({ type: "float32", dims, data });

/** The longest caption, in tokens. */
export const longest = (captions: Captions): number => Math.max(...captions.flat().map(({ length }) => length));

/** The feeds of a step, counted from 1: a function of the step alone. Images come in a new random order each epoch, each mirrored with probability ½. */
export function batchMaker(
  maps: FeatureMaps,
  { labels }: LabelledImages,
  training: readonly number[],
  captions: Captions,
): (step: number) => RunTensors {
  const stepsOfEpoch = Math.floor(training.length / recipe.images);
  const length = longest(captions);
  let [epoch, order]: [number, readonly number[]] = [-1, []];
  return (step) => {
    const now = Math.floor((step - 1) / stepsOfEpoch);
    if (now !== epoch) [epoch, order] = [now, shuffled(training, random(recipe.seed, 1, now))];
    const chance = random(recipe.seed, 2, step);
    const from = ((step - 1) % stepsOfEpoch) * recipe.images;
    const chosen = order.slice(from, from + recipe.images);
    const texts = captions.flatMap((own, label) =>
      Array.from({ length: recipe.captionsOfClass }, () => ({ label, tokens: pick(own, chance) })),
    );
    const { captionsOfImages, imagesOfCaptions } = positivesOf(
      chosen.map((i) => labels[i] ?? 0),
      texts.map(({ label }) => label),
    );
    return {
      maps: maps.rows(chosen.map((i) => ({ image: i, isMirrored: chance() < 0.5 }))),
      ...textFeeds(
        texts.map(({ tokens }) => tokens),
        length,
      ),
      captionsOfImages: floats(captionsOfImages, [chosen.length, texts.length]),
      imagesOfCaptions: floats(imagesOfCaptions, [texts.length, chosen.length]),
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

/** Images as the trunk reads them, mirrored or not, shape (chosen, 3, 32, 32). */
export function pixelRows({ planes }: LabelledImages, chosen: readonly number[], isMirrored = false): RunTensor {
  const data = new Float32Array(chosen.length * 3 * pixels);
  for (const [row, i] of chosen.entries())
    for (let channel = 0; channel < 3; channel++) {
      const [center, spread] = [recipe.mean[channel] ?? 0, recipe.deviation[channel] ?? 1];
      for (let p = 0; p < pixels; p++) {
        const from = isMirrored ? p - (p % side) + (side - 1 - (p % side)) : p;
        data[(row * 3 + channel) * pixels + p] =
          ((planes[(i * 3 + channel) * pixels + from] ?? 0) / 255 - center) / spread;
      }
    }
  return floats(data, [chosen.length, 3, side, side]);
}

function shuffled(items: readonly number[], chance: () => number): readonly number[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}
