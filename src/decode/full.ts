import { memoryless, type Sampler } from "./sampler.ts";

/** Keeps the whole vocabulary. */
export const full: Sampler = {
  ...memoryless,
  name: "full",
  firstRead: Infinity,
  cut: ({ ids, vocabularySize }) => (ids.length === vocabularySize ? vocabularySize : undefined),
};
