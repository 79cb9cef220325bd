import type { GptShape, StepShape } from "./gpt-training-graph.ts";
import type { Mix } from "./mini-batches.ts";

/** How the bundled model is trained; figures of the run are in models/mini/MODEL_CARD.md. */
export const recipe = {
  seed: 20_26,
  /** Inner tokens, the unknown one not counted. */
  vocabulary: 13_007,
  layers: 5,
  heads: 6,
  width: 288,
  positions: 128,
  steps: 13_000,
  peakRate: 1e-3,
  floorRate: 2e-5,
  warmup: 300,
  clip: 1,
  decay: 0.1,
  beta2: 0.99,
  dropout: 0.1,
  lateDropout: 0.15,
  /** Every fourth step has rows of the model's full length. */
  short: { rows: 16, length: 64 },
  long: { rows: 8, length: 128 },
  /** The shipped model's logits are divided by this, the best of 0.95, 1, 1.03, 1.06, 1.1 and 1.15 on the validation lines. */
  temperature: 1.1,
  /** From this share of the steps on, the late mix is drawn and the rate falls from its peak to its floor. */
  late: 0.673,
  earlyMix: { samples: 10, regard: 4, own: 4, bold: 38, wikitext: 9, books: 35 },
  lateMix: { samples: 28, regard: 8, own: 7, bold: 28, wikitext: 6, books: 23 },
} as const;

/** The model's size: the unknown token is the last row of its table. */
export const modelShape: GptShape = {
  layers: recipe.layers,
  heads: recipe.heads,
  width: recipe.width,
  positions: recipe.positions,
  vocabulary: recipe.vocabulary + 1,
};

const isLate = (step: number, steps: number): boolean => step > recipe.late * steps;

/** The shape of a step's batch and its dropout; steps count from 1. */
export const stepShape = (step: number, steps: number): StepShape => ({
  ...(step % 4 === 0 ? recipe.long : recipe.short),
  dropout: isLate(step, steps) ? recipe.lateDropout : recipe.dropout,
});

/** The sources' shares at a step. */
export const mixAt = (step: number, steps: number): Mix => (isLate(step, steps) ? recipe.lateMix : recipe.earlyMix);
