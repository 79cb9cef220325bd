import { memoryless, type Sampler } from "./sampler.ts";

/** The likeliest token; of tokens that tie, the one with the lowest id in the canonical frame. */
export const greedy: Sampler = { ...memoryless, name: "greedy", draws: "likeliest", firstRead: 4, cut: () => 1 };
