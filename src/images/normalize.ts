import { image, type Image } from "./image.ts";

/** What a model was trained to see: each channel minus `mean`, divided by `deviation`, shape (channels), of pixels from 0 to 1; channels in this order. */
export interface Normalization {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** Order of the channels that the model expects. Default "rgb". */
  readonly order?: "rgb" | "bgr";
}

/** Normalisations by name. Sources: torchvision's models; OpenAI's CLIP. "none" leaves pixels from 0 to 1. */
export const normalizations = {
  none: { mean: [0, 0, 0], deviation: [1, 1, 1] },
  half: { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] },
  imagenet: { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] },
  clip: { mean: [0.48145466, 0.4578275, 0.40821073], deviation: [0.26862954, 0.26130258, 0.27577711] },
} as const satisfies Readonly<Record<string, Normalization>>;

/** The image as a model expects it. Commutes with every action that moves pixels by place. Throws RangeError where the channels do not match. */
export function normalized(x: Image, { mean, deviation, order = "rgb" }: Normalization): Image {
  if (mean.length !== x.channels || deviation.length !== x.channels) {
    throw new RangeError(
      `Expected ${x.channels} means and deviations, one a channel, but received ${mean.length} and ${deviation.length}.`,
    );
  }
  const plane = x.height * x.width;
  const pixels = new Float32Array(x.pixels.length);
  for (let c = 0; c < x.channels; c++) {
    const from = order === "bgr" ? x.channels - 1 - c : c;
    const [center, scale] = [mean[c] as number, deviation[c] as number];
    for (let i = 0; i < plane; i++) pixels[c * plane + i] = ((x.pixels[from * plane + i] as number) - center) / scale;
  }
  return image(x.channels, x.height, x.width, pixels);
}
