import type { Published } from "../../experiment/evaluation.ts";

/** Top-1 in percent as published for CLIP RN50 on CIFAR100, zero-shot; λ after training of the λ-network alone. */
const rn50 = {
  clean: { base: 41.77 },
  rot180: { base: 30.13, equitune: 35.44, equizero: 40.15 },
  rot90: { base: 24.33, equitune: 28.35, equizero: 38.87, lambda: 31.38 },
} as const;

/** The published figures nearest to ours: CLIP's smallest convolutional model. Source: the plotting script of Basu et al. 2023, arXiv:2305.09900. */
export const publishedClip: readonly Published[] = Object.entries(rn50).flatMap(([images, methods]) =>
  Object.entries(methods).map(([method, percent]) => ({
    settings: { method, images, choices: "top-1" },
    mean: percent / 100,
    deviation: null,
    isApproximate: false,
  })),
);
