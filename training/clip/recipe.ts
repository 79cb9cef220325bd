import { normalizations } from "../../src/images/normalize.ts";
import type { ImageShape, TextShape } from "../../src/networks/clip/clip-shape.ts";
import type { TrunkShape } from "../../src/networks/convolutional/residual-network.ts";

/** How models/mini-clip is trained; figures of the run are in its MODEL_CARD.md. */
export const recipe = {
  seed: 20_26,
  /** Images of a step, and captions of each class. */
  images: 128,
  captionsOfClass: 2,
  /** AdamW; the rate falls from its peak to its floor over all steps after the warm-up. An epoch is 70 steps. */
  steps: 4200,
  peakRate: 2e-3,
  floorRate: 1e-5,
  warmup: 140,
  decay: 0.1,
  beta2: 0.98,
  clip: 1,
  /** Images are mirrored by a coin and moved by up to so many pixels each way, zeros beyond the edge. */
  shift: 4,
  mostMerges: 800,
  ...normalizations.imagenet,
} as const;

export const textShape = (vocabulary: number): TextShape => ({
  vocabulary,
  positions: 24,
  width: 64,
  layers: 2,
  heads: 4,
  features: 64,
});

/** The image tower's convolutions: 12 million multiply-adds an image; their last map is 4 × 4 places of 128 channels. */
export const trunkShape: TrunkShape = { stem: 32, stages: [64, 128] };
export const imageShape: ImageShape = { size: 32, width: 128, side: 4, heads: 4, features: 64 };

/** The temperature that CLIP starts from, as the logarithm of what cosines are multiplied by, and the most it may reach. */
export const logScale = { start: Math.log(1 / 0.07), most: Math.log(100) } as const;
