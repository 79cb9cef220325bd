import type { TextSettings } from "./text-settings.ts";

/** How texts are written where nothing else is asked for. */
export const textDefaults: TextSettings = {
  sampler: "top-k",
  topK: 40,
  topP: 0.9,
  temperature: 1,
  tau: 3,
  eta: 1,
  mirostat: 1,
  maxNewTokens: 15,
  beam: 5,
  score: "masked",
  scoreBy: "label",
  other: 0,
  average: "logit",
  coupling: "noise",
  seed: 0,
};
