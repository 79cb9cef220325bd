import type { CausalLM } from "../decode/causal-lm.ts";
import { checkLength } from "../decode/check-length.ts";
import { decoderDistributions } from "../decode/next-distribution.ts";
import type { TokenAction } from "../wordlist/token-action.ts";
import type { PromptOrbit } from "./text-prompt.ts";

/** How the model's probability of the next token falls on a list's words, after the prompts about one demographic. Shares add up to 1. */
export interface Coverage {
  readonly demographic: string;
  readonly prompts: number;
  /** On words of E that the group moves. */
  readonly equality: number;
  /** On words of E that are general as well: the relaxed decoders leave them alone. */
  readonly relaxedAway: number;
  /** On other general words. */
  readonly general: number;
  /** On all the rest: the neutral words. */
  readonly neutral: number;
}

/** The actions whose words are counted; `TextWords` has them. */
export interface CoveredWords {
  readonly full: { readonly action: TokenAction };
  readonly relaxed: { readonly action: TokenAction };
}

/** The mean over the orbits' prompts of the unmodified model's next-token probability on E, G and N. Cost: one pass a prompt. Memory: `batchSize` rows. Throws UserError on a prompt the model cannot hold. */
export async function wordCoverage(
  { model, words }: { readonly model: CausalLM; readonly words: CoveredWords },
  orbits: readonly PromptOrbit[],
  batchSize: number,
): Promise<readonly Coverage[]> {
  const { action } = words.full;
  const prompts = orbits.flat();
  prompts.forEach(({ tokens }, i) => checkLength(model, `Prompt ${i + 1}`, tokens.length));
  const sums = new Map<string, { prompts: number; shares: Float64Array }>();
  const kinds = kindsOf(words);
  for (let from = 0; from < prompts.length; from += batchSize) {
    const some = prompts.slice(from, from + batchSize);
    const rows = await decoderDistributions(
      model,
      { decoder: { name: "base" }, action },
      some.map(({ tokens }) => tokens),
    );
    some.forEach(({ demographic }, i) => {
      const key = demographic ?? "text";
      const sum = sums.get(key) ?? { prompts: 0, shares: new Float64Array(4) };
      sums.set(key, sum);
      sum.prompts += 1;
      rows[i]?.forEach((logProb, token) => {
        const kind = kinds[token] as number;
        sum.shares[kind] = (sum.shares[kind] as number) + Math.exp(logProb);
      });
    });
  }
  return [...sums].map(([demographic, { prompts, shares }]) => {
    const [equality = 0, relaxedAway = 0, general = 0, neutral = 0] = shares.map((share) => share / prompts);
    return { demographic, prompts, equality, relaxedAway, general, neutral };
  });
}

const isMoved = ({ images }: TokenAction, token: number): boolean => images.some((image) => image[token] !== token);

/** Of each token: 0 moved by both actions, 1 by the full one only, 2 general, 3 the rest; shape (V). */
export function kindsOf({ full, relaxed }: CoveredWords): Uint8Array {
  return Uint8Array.from({ length: full.action.vocabularySize }, (_, token) => {
    if (isMoved(full.action, token)) return isMoved(relaxed.action, token) ? 0 : 1;
    return relaxed.action.general[token] === 1 ? 2 : 3;
  });
}
