import type { DecoderName } from "./decode-plan.ts";

/** What each decoder does, in a few words. */
export const decoderTitles: Readonly<Record<DecoderName, string>> = {
  base: "the model as it is",
  equi: "EquiLM: the views averaged at every token; exactly fair",
  "r-equi": "R-EquiLM: averaged, but general words are left to the model",
  equizero: "EquizeroLM: the view with the best regard, every few tokens",
  "r-equizero": "R-EquizeroLM: the same, but general words stay as they are",
};
