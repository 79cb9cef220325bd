import type { ClipOptions } from "./clip-options.ts";

/**
 * What similarities are multiplied by. The published code's form has 1. In the paper form it changes no order of the classes, so it matters to training alone, where CLIP's own 100 lets the
 * loss tell classes apart.
 */
export const logitFactorOf = (
  { logitFactor, form }: Pick<ClipOptions, "logitFactor" | "form">,
  work: "measure" | "train",
): number => logitFactor ?? (work === "train" && form === "paper" ? 100 : 1);
