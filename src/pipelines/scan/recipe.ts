import type { SplitName } from "../../scan/split.ts";

/** How a network is trained. */
export interface Recipe {
  readonly steps: number;
  /** Examples of a step. */
  readonly batch: number;
  /** The learning rate, and whether it stays or falls to 0 along half a cosine. */
  readonly rate: number;
  readonly schedule: "constant" | "cosine";
  /** Steps between two validations on all that is held out; the best of these is kept. */
  readonly validateEvery: number;
  /** Steps between two looks at the first held-out examples, which choose nothing, and between two checkpoints. */
  readonly lookEvery: number;
}

/**
 * published: Basu et al. 2023 (arXiv:2305.09900, appendix D.2) and its code. batched: 80,000 examples, 32 a step, for a fifteenth of the computing.
 */
export const recipes = {
  published: {
    steps: 200_000,
    batch: 1,
    rate: 1e-4,
    schedule: "constant",
    validateEvery: 20_000,
    lookEvery: 2_000,
  },
  batched: { steps: 2_500, batch: 32, rate: 1e-3, schedule: "cosine", validateEvery: 500, lookEvery: 250 },
} as const satisfies Readonly<Record<string, Recipe>>;
export type RecipeName = keyof typeof recipes;

/**
 * Fine-tuning on the symmetrized output: the values of the scripts published with Basu et al. 2023; the paper names 1e-5 and 2e-5. The weights that validate
 * best of each 1,000 steps are kept. Adam's L2 decay is 1e-4.
 */
export const fineTuning = (split: SplitName): Recipe => ({
  steps: 10_000,
  batch: 1,
  rate: split === "add_jump" ? 2e-5 : 5e-5,
  schedule: "constant",
  validateEvery: 1_000,
  lookEvery: 200,
});
export const fineTuningDecay = 1e-4;
