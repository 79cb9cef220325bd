import type { CausalLM } from "../decode/causal-lm.ts";
import type { Coupling, DecodeEvent, DecodePlan } from "../decode/decode-plan.ts";
import { generateByText } from "../decode/generate-by-text.ts";
import { generate } from "../decode/generate.ts";
import { moveTokens } from "../decode/move-tokens.ts";
import type { Element, Group } from "../group/group.ts";
import type { TokenId } from "../text/token.ts";
import { textPieces } from "../wordlist/text-words.ts";
import type { CertifyPlan } from "./certify-plan.ts";

/** Prompts that a group moves, and how texts are written after them: as tokens, or as texts under the policy `text`. */
export interface Orbits<X> {
  readonly group: Group;
  readonly prompts: readonly X[];
  readonly move: (g: Element, x: X) => X;
  readonly equal: (a: X, b: X) => boolean;
  /** A prompt and what was written after it. */
  readonly whole: (prompt: X, tokens: readonly TokenId[]) => X;
  /** What is counted of a whole text: its first new token or word and how many there are. */
  readonly counted: (prompt: X, whole: X) => readonly string[];
  readonly text: (x: X) => string;
  /** Writes with frames off. */
  readonly write: (coupling: Coupling, jobs: readonly OrbitJob<X>[]) => AsyncIterable<DecodeEvent>;
}

export interface OrbitJob<X> {
  readonly prompt: X;
  readonly element: Element;
  readonly sample: number;
  readonly stream: number;
}

/** The orbits of prompts that are tokens. */
export function tokenOrbits(model: CausalLM, { decode, prompts }: CertifyPlan): Orbits<readonly TokenId[]> {
  const { action, decoder } = decode;
  return {
    group: action.group,
    prompts,
    move: (g, tokens) => moveTokens(action, g, tokens),
    equal: (a, b) => a.join() === b.join(),
    whole: (prompt, tokens) => prompt.concat(tokens),
    counted: (prompt, whole) => [`${whole[prompt.length] ?? ""}`, `${whole.length}`],
    text: (tokens) => ("search" in decoder ? decoder.search.decode(tokens) : tokens.join(" ")),
    write: (coupling, jobs) => generate(model, offFrame(decode, coupling), jobs),
  };
}

/** The orbits of prompts that are texts. */
export function textOrbits(
  model: CausalLM,
  { decode }: CertifyPlan,
  { action, frame, tokenizer, prompts }: NonNullable<CertifyPlan["byText"]>,
): Orbits<string> {
  return {
    group: action.group,
    prompts,
    move: (g, text) => action.apply(g, text),
    equal: (a, b) => a === b,
    whole: (prompt, tokens) => prompt + tokenizer.decode(tokens),
    counted: (prompt, whole) => [words(whole.slice(prompt.length))[0]?.text ?? "", `${words(whole).length}`],
    text: (text) => text,
    write: (coupling, jobs) => generateByText(model, { ...offFrame(decode, coupling), action, frame, tokenizer }, jobs),
  };
}

const words = (text: string) => textPieces(text).filter(({ isWord }) => isWord);

const offFrame = (decode: DecodePlan, coupling: Coupling): DecodePlan => ({
  ...decode,
  frames: "off",
  sampling: { ...decode.sampling, coupling },
});
