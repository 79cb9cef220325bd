import type { ImageShape, TextShape } from "../../src/networks/clip/clip-shape.ts";

/** How models/mini-clip is trained; figures of the run are in its MODEL_CARD.md. */
export const recipe = {
  seed: 20_26,
  /** Images of a step, and captions of each class. */
  images: 128,
  captionsOfClass: 2,
  /** AdamW; the rate falls from its peak to its floor over all steps after the warm-up. An epoch is 70 steps. */
  steps: 560,
  peakRate: 1e-3,
  floorRate: 1e-5,
  warmup: 40,
  decay: 0.1,
  beta2: 0.98,
  clip: 1,
  mostMerges: 800,
  /** What the trunk was trained to see: ImageNet's mean and deviation. */
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
} as const;

export const textShape = (vocabulary: number): TextShape => ({
  vocabulary,
  positions: 24,
  width: 64,
  layers: 2,
  heads: 4,
  features: 64,
});

/** The trunk is ResNet-20's, whose last feature map is 8 × 8 places of 64 channels. */
export const imageShape: ImageShape = { size: 32, width: 64, side: 8, heads: 4, features: 64 };
export const trunkMap = "layer3.2o";

/** The temperature that CLIP starts from, as the logarithm of what cosines are multiplied by, and the most it may reach. */
export const logScale = { start: Math.log(1 / 0.07), most: Math.log(100) } as const;
