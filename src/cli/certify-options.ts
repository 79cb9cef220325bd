import type { DecoderName } from "../decode/decode-plan.ts";
import type { GenerationOptions } from "./generation-options.ts";
import type { TextOptions } from "./text-options.ts";

export interface CertifyOptions extends TextOptions, GenerationOptions {
  readonly decoder: readonly DecoderName[];
  readonly contexts: string;
  readonly prompts: number;
  readonly continuations: number;
  readonly tolerance: number;
  readonly limit?: number;
  readonly json?: boolean;
  readonly plain?: boolean;
}
