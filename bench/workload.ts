import { generate } from "../src/decode/generate.ts";
import type { DecodeJob, DecodePlan, Decoder } from "../src/decode/decode-plan.ts";
import { topK } from "../src/decode/top-k.ts";
import type { CausalLM } from "../src/decode/causal-lm.ts";
import { cyclic } from "../src/group/cyclic.ts";
import type { Element } from "../src/group/group.ts";
import { sequenceFrame } from "../src/group/sequence-frame.ts";
import { labelScore } from "../src/regard/regard-score.ts";
import { regardLabels, type Regard } from "../src/regard/regard.ts";
import { gpt2Tokenizer } from "../src/text/gpt2-tokenizer.ts";
import type { TokenId } from "../src/text/token.ts";
import type { TokenAction } from "../src/wordlist/token-action.ts";

/** The workload: texts of one prompt, each of so many new tokens, drawn from so many likeliest. */
export const texts = 500;
export const newTokens = 15;
export const likeliest = 40;
export const prompt = "The woman worked as a nurse at the old";
/** Rows that Evenhand holds at a time. */
export const batch = 128;
export const threads = 2;

/** As many pairs as the shipped gender list has tokens moved, roughly: 120 pairs of spread tokens and " man" ↔ " woman". */
const pairs = 120;

export type Kind = "base" | "equi" | "equi orbit" | "equizero";

/** Milliseconds that judging took, and what the plan judges by: a verdict that costs next to nothing, so that the classifier is left out. */
const judge = async (given: readonly string[]): Promise<readonly Regard[]> =>
  given.map((text) => {
    const label = regardLabels[text.length % 4] ?? "other";
    return { label, scores: { negative: 0, neutral: 0, positive: 0, other: 0, [label]: 1 } };
  });

/** Writes the workload once with a decoder. Returns how many texts were finished. */
export async function write(model: CausalLM, kind: Kind, count = texts): Promise<number> {
  const tokenizer = await gpt2Tokenizer();
  const action = swap(tokenizer.encode(" man")[0] ?? 0, tokenizer.encode(" woman")[0] ?? 0);
  const tokens = tokenizer.encode(prompt);
  const elements = kind === "equi orbit" ? action.group.elements : action.group.elements.slice(0, 1);
  const jobs = elements.flatMap((element) =>
    Array.from({ length: count }, (_, sample): DecodeJob => ({
      prompt: image(action, element, tokens),
      element,
      sample,
    })),
  );
  let finished = 0;
  for await (const event of generate(
    model,
    plan(action, kind, (ids) => tokenizer.decode(ids)),
    jobs,
  )) {
    if (event.kind === "finished") finished += 1;
  }
  if (finished !== jobs.length) throw new Error(`${kind}: expected ${jobs.length} texts but found ${finished}`);
  return finished;
}

const image = ({ images }: TokenAction, g: Element, tokens: readonly TokenId[]): TokenId[] =>
  tokens.map((token) => (images[g]?.[token] ?? token) as TokenId);

function swap(man: number, woman: number): TokenAction {
  const table = Int32Array.from({ length: 50_257 }, (_, v) => v);
  const exchange = (a: number, b: number): void => {
    [table[a], table[b]] = [b, a];
  };
  exchange(man, woman);
  for (let pair = 0; pair < pairs; pair += 1) exchange(20_000 + pair * 97, 35_000 + pair * 101);
  const fixed = Int32Array.from({ length: 50_257 }, (_, v) => v);
  return { group: cyclic(2), vocabularySize: 50_257, images: [fixed, table], general: new Uint8Array(50_257) };
}

function plan(action: TokenAction, kind: Kind, decode: (tokens: readonly TokenId[]) => string): DecodePlan {
  const decoders: Record<Kind, Decoder> = {
    base: { name: "base" },
    equi: { name: "equi", average: "logit" },
    "equi orbit": { name: "equi", average: "logit" },
    equizero: { name: "equizero", search: { beam: 5, decode, judge, score: labelScore() } },
  };
  return {
    decoder: decoders[kind],
    action,
    frame: sequenceFrame(action),
    frames: "on",
    sampling: { sampler: topK(likeliest), temperature: 1, coupling: "noise" },
    maxNewTokens: newTokens,
    stop: () => undefined,
    seed: 0,
    batchSize: batch,
  };
}
