import type { DecoderName } from "../decode/decode-plan.ts";
import type { TextOptions } from "./text-options.ts";

export interface NextOptions extends TextOptions {
  readonly decoder: readonly DecoderName[];
  readonly average: "logit" | "prob";
  readonly top: number;
  readonly all?: boolean;
  readonly json?: boolean;
  readonly plain?: boolean;
}
