import type { DecoderName } from "../decode/decode-plan.ts";
import type { GenerationOptions } from "./generation-options.ts";
import type { TextOptions } from "./text-options.ts";

export interface GenerateOptions extends TextOptions, GenerationOptions {
  readonly contexts?: string;
  readonly decoder: readonly DecoderName[];
  readonly samples: number;
  readonly only?: boolean;
  readonly logProb?: boolean;
  readonly frames: "on" | "off";
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly plain?: boolean;
}
