import { expect } from "vitest";
import type { CausalLM } from "../../src/decode/causal-lm.ts";
import { type Decoder, type DecoderName, decoderNames, type DecodeJob } from "../../src/decode/decode-plan.ts";
import { generate } from "../../src/decode/generate.ts";
import { greedy } from "../../src/decode/greedy.ts";
import { moveTokens } from "../../src/decode/move-tokens.ts";
import { topK } from "../../src/decode/top-k.ts";
import type { Element } from "../../src/group/group.ts";
import { key, uniform } from "../../src/math/random.ts";
import type { TokenId } from "../../src/text/token.ts";
import type { TokenAction } from "../../src/wordlist/token-action.ts";
import { finished, hashRegard, hashSearch, planFor } from "../fakes/plans.ts";
import { naiveText } from "./naive-decoder.ts";

/** One comparison with the naive decoder. `k` 1: the likeliest token. */
export interface Comparison {
  readonly model: CausalLM;
  readonly action: TokenAction;
  readonly prompts: readonly (readonly TokenId[])[];
  /** The images of each prompt to compare on; all by default. */
  readonly elements?: readonly Element[];
  /** Raw logits by text, read from the first token on; remembered here between comparisons. */
  readonly known?: Map<string, Float32Array>;
  readonly k: number;
  readonly length: number;
  readonly ends: (token: number) => boolean;
}

const beam = 3;
export const allDecoders = decoderNames.map((name) => [name, decoderNamed(name)] as const);

function decoderNamed(name: DecoderName): Decoder {
  if (name === "base") return { name };
  return name === "equi" || name === "r-equi" ? { name, average: "logit" } : { name, search: hashSearch(beam) };
}

/** `generate` writes what the naive decoder writes, token for token, for every image of every prompt. */
export async function expectNaiveTexts(
  decoder: Decoder,
  { model, action, prompts, elements = action.group.elements, known = new Map(), k, length, ends }: Comparison,
): Promise<void> {
  const sampling = { sampler: k === 1 ? greedy : topK(k), temperature: 1, coupling: "noise" as const };
  const plan = planFor(action, {
    decoder,
    sampling,
    maxNewTokens: length,
    stop: (token) => (ends(token) ? "eos" : undefined),
    seed: 3,
  });
  const jobs = prompts.flatMap((prompt) =>
    elements.map((element): DecodeJob => ({
      prompt: moveTokens(action, element, prompt),
      element,
      sample: 1,
    })),
  );
  const written = await finished(generate(model, plan, jobs));
  const logits = cacheless(model, known);
  for (const [i, { prompt }] of jobs.entries()) {
    const setting = {
      decoder: decoder.name,
      action,
      logits,
      k,
      length,
      beam,
      ends,
      regard: (text: readonly number[]) => hashRegard(text.join(" ")),
      seed: 3,
      sample: 1,
    };
    expect(written[i]?.tokens).toEqual(await naiveText(setting, prompt));
  }
}

/** The raw logits of a text, each read from its first token on. */
function cacheless(
  model: CausalLM,
  known: Map<string, Float32Array>,
): (text: readonly number[]) => Promise<Float32Array> {
  return async (text) => {
    const found = known.get(text.join());
    if (found !== undefined) return found;
    const decoding = await model.open([text as readonly TokenId[]]);
    const { logits } = await decoding.read({});
    await decoding.close();
    known.set(text.join(), logits);
    return logits;
  };
}

/** A prompt of `length` tokens below `size`, by number. */
export const somePrompt = (number: number, length: number, size: number): readonly TokenId[] =>
  Array.from({ length }, (_, i) => Math.floor(size * uniform(key(number, "prompt", i))) as TokenId);
