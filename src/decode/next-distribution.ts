import { type Element, identity } from "../group/group.ts";
import type { TokenId } from "../text/token.ts";
import { UserError } from "../text/user-error.ts";
import type { CausalLM } from "./causal-lm.ts";
import { checkLength } from "./check-length.ts";
import type { DecodePlan } from "./decode-plan.ts";
import { moveTokens, tableOf } from "./move-tokens.ts";
import type { TokenAction } from "../wordlist/token-action.ts";
import { viewFold } from "./write-texts.ts";

/** A decoder and the action it is fair towards. */
export type DecoderAction = Pick<DecodePlan, "decoder" | "action">;

/** What comes next after one element's prompt: natural log-probabilities of the whole vocabulary, untruncated, temperature 1. */
export interface NextDistribution {
  readonly element: Element;
  readonly prompt: readonly TokenId[];
  /** Under the unmodified model, shape (V). */
  readonly before: Float32Array;
  /** Under the decoder, shape (V). */
  readonly after: Float32Array;
}

/** The next-token distribution of a decoder after every image of a prompt, each computed on that very image. Throws UserError for the equizero decoders, and on a prompt the model cannot hold. */
export async function nextDistributions(
  model: CausalLM,
  of: DecoderAction,
  prompt: readonly TokenId[],
): Promise<NextDistribution[]> {
  checkLength(model, "Prompt 1", prompt.length);
  const { elements } = of.action.group;
  const prompts = elements.map((g) => moveTokens(of.action, g, prompt));
  const before = await decoderDistributions(model, { ...of, decoder: { name: "base" } }, prompts);
  const after = of.decoder.name === "base" ? before : await decoderDistributions(model, of, prompts);
  return prompts.map((prompt, g) => ({
    element: elements[g] ?? identity,
    prompt,
    before: before[g] as Float32Array,
    after: after[g] as Float32Array,
  }));
}

/**
 * A decoder's next-token log-probabilities after each text, shape (V) each, by no frame: the views of every text are read and folded.
 * Throws UserError for the equizero decoders, which have no next-token distribution.
 */
export async function decoderDistributions(
  model: CausalLM,
  { decoder, action }: DecoderAction,
  texts: readonly (readonly TokenId[])[],
): Promise<Float32Array[]> {
  if ("search" in decoder) {
    throw new UserError(
      `${decoder.name}: expected a decoder with a next-token distribution but this one chooses among whole continuations by their regard. Look at equi or base instead, or generate texts with ${decoder.name}.`,
    );
  }
  const fold = viewFold({ decoder, action });
  const views = fold === undefined ? [identity] : action.group.elements;
  const decoding = await model.open(texts.flatMap((text) => views.map((g) => moveTokens(action, g, text))));
  try {
    const { width, logits, logSumExp } = await decoding.read(fold === undefined ? {} : { fold });
    return texts.map((_, r) => logits.slice(r * width, (r + 1) * width).map((logit) => logit - (logSumExp[r] ?? NaN)));
  } finally {
    await decoding.close();
  }
}

/** The `count` tokens that are likeliest after any of the images of a prompt, before or after, each under its name after the first image. */
export function likeliestOrbits(
  distributions: readonly NextDistribution[],
  action: TokenAction,
  count: number,
): readonly TokenId[] {
  const most = new Float32Array(action.vocabularySize).fill(-Infinity);
  for (const { element, before, after } of distributions) {
    tableOf(action, element).forEach((image, v) => {
      most[v] = Math.max(most[v] ?? -Infinity, before[image] ?? -Infinity, after[image] ?? -Infinity);
    });
  }
  return likeliestTokens(most, Math.min(count, action.vocabularySize));
}

/** The `count` tokens with the greatest log-probabilities, falling; equal ones by rising id. */
export function likeliestTokens(logProbs: Float32Array, count: number): TokenId[] {
  const ids = Int32Array.from(logProbs.keys());
  ids.sort((a, b) => (logProbs[b] ?? NaN) - (logProbs[a] ?? NaN) || a - b);
  return Array.from(ids.subarray(0, count), (id) => id as TokenId);
}
