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
