import type { ResidualShape } from "../src/networks/convolutional/residual-network.ts";

/** The bundled image classifier: 5 million multiply-adds an image. */
export const shape: ResidualShape = { stem: 32, stages: [40, 80], classes: 10 };

/** How it is trained. The validation images decide on nothing but when to stop looking: the last state is the one that ships. */
export const recipe = {
  seed: 0,
  batch: 64,
  epochs: 60,
  /** Of each class, the last so many training images are the validation part. */
  held: 100,
  /** The other training images, of all classes together. */
  trained: 9000,
  peakRate: 0.1,
  warmup: 100,
  /** The share of the steps after which the rate falls. */
  hold: 0.2,
  momentum: 0.9,
  decay: 5e-4,
  /** Images are moved by up to so many pixels each way, zeros beyond the edge. */
  shift: 4,
} as const;
