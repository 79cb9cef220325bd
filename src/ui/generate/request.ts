import type { DecoderName } from "../../decode/decode-plan.ts";
import { textDefaults } from "../../pipelines/text-defaults.ts";
import type { TextSettings } from "../../pipelines/text-settings.ts";
import { shellWord } from "../../text/shell-word.ts";

/** Everything that fixes the texts but the decoder: one request is looked at under several decoders. */
export interface GenerateRequest {
  readonly model: string;
  readonly classifier: string;
  readonly words: string;
  /** A typed prompt, or contexts by their name or file. */
  readonly prompts: { readonly typed: string } | { readonly contexts: string };
  readonly samples: number;
  readonly settings: TextSettings;
}

export const areSameRequests = (a: GenerateRequest, b: GenerateRequest): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** The words of the command that writes the same texts, each as a shell reads it. What is as usual is left out, but for the choices that name the texts. */
export function commandWords(request: GenerateRequest, decoders: readonly DecoderName[]): readonly string[] {
  const { prompts, model, classifier, words, samples, settings } = request;
  const { seed, ...others } = settings;
  const changed = Object.entries(others).filter(([name, value]) => value !== textDefaults[name as keyof TextSettings]);
  const options = [
    ...("contexts" in prompts ? [["contexts", prompts.contexts]] : []),
    ["model", model],
    ["words", words],
    ...(classifier === "mini" ? [] : [["classifier", classifier]]),
    ["decoder", decoders.join(",")],
    ["samples", `${samples}`],
    ...changed.map(([name, value]) => [flagOf(name), `${value}`]),
    ["seed", `${seed}`],
  ].flatMap(([name, value]) => [`--${name}`, shellWord(value ?? "")]);
  const typed = "typed" in prompts ? ["--", shellWord(prompts.typed)] : []; // after --, lest it begin with a dash
  return ["evenhand", "generate", ...options, ...typed];
}

const flagOf = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
