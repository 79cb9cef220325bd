import type { Coupling } from "../decode/decode-plan.ts";
import { full } from "../decode/full.ts";
import { greedy } from "../decode/greedy.ts";
import { mirostat1, mirostat2 } from "../decode/mirostat.ts";
import type { Sampler } from "../decode/sampler.ts";
import { topK } from "../decode/top-k.ts";
import { topP } from "../decode/top-p.ts";

export const samplerNames = ["top-k", "top-p", "full", "greedy", "mirostat"] as const;

/** How texts are written, as plain data: what `generate` is told on the command line. */
export interface TextSettings {
  readonly sampler: (typeof samplerNames)[number];
  readonly topK: number;
  readonly topP: number;
  readonly temperature: number;
  /** Bits a token. */
  readonly tau: number;
  readonly eta: number;
  readonly mirostat: 1 | 2;
  readonly maxNewTokens: number;
  readonly beam: number;
  readonly score: "masked" | "unmasked" | "both";
  readonly scoreBy: "label" | "probability";
  readonly other: number;
  readonly average: "logit" | "prob";
  readonly coupling: Coupling;
  readonly seed: number;
}

/**
 * The settings alone, without what stands around them, and always in one order: they are part of what names a text, and the number of threads
 * must not be.
 */
export function onlySettings(options: TextSettings): TextSettings {
  const { sampler, topK, topP, temperature, tau, eta, mirostat, maxNewTokens, beam } = options;
  const { score, scoreBy, other, average, coupling, seed } = options;
  const drawing = { sampler, topK, topP, temperature, tau, eta, mirostat, maxNewTokens, coupling, seed };
  return { ...drawing, beam, score, scoreBy, other, average };
}

/** The sampler that the settings name. */
export function samplerOf(settings: TextSettings): Sampler {
  switch (settings.sampler) {
    case "top-k":
      return topK(settings.topK);
    case "top-p":
      return topP(settings.topP);
    case "full":
      return full;
    case "greedy":
      return greedy;
    case "mirostat": {
      const options = { target: settings.tau, rate: settings.eta };
      return settings.mirostat === 1 ? mirostat1(options) : mirostat2(options);
    }
    default:
      return settings.sampler satisfies never;
  }
}
