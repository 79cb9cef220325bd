import type { DecodeEvent, DecodePlan, Finish, RegardSearch } from "../../src/decode/decode-plan.ts";
import { topK } from "../../src/decode/top-k.ts";
import { sequenceFrame } from "../../src/group/sequence-frame.ts";
import { key, uniform } from "../../src/math/random.ts";
import { labelScore } from "../../src/regard/regard-score.ts";
import { type Regard, regardLabels } from "../../src/regard/regard.ts";
import type { TokenId } from "../../src/text/token.ts";
import type { TokenAction } from "../../src/wordlist/token-action.ts";
import { endOfText, newline } from "./token-actions.ts";

export const tokens = (...ids: readonly number[]) => ids as readonly TokenId[];

/** A verdict made of a hash of the text: as unfair as can be, and with many equal labels. */
export function hashRegard(text: string): Regard {
  const weights = regardLabels.map((_, i) => uniform(key(5, text, i)));
  const total = weights.reduce((a, b) => a + b, 0);
  const [negative = 0, neutral = 0, positive = 0, other = 0] = weights.map((w) => w / total);
  const label = regardLabels[weights.indexOf(Math.max(...weights))] ?? "other";
  return { label, scores: { negative, neutral, positive, other } };
}

/** EquizeroLM on texts that are their tokens' numbers. */
export const hashSearch = (beam = 2, change: Partial<RegardSearch> = {}): RegardSearch => ({
  beam,
  decode: (ids) => ids.join(" "),
  judge: async (texts) => texts.map(hashRegard),
  score: labelScore(),
  ...change,
});

/** A plan for the small vocabulary. */
export function planFor(action: TokenAction, change: Partial<DecodePlan> = {}): DecodePlan {
  return {
    decoder: { name: "equi", average: "logit" },
    action,
    frame: sequenceFrame(action),
    frames: "on",
    sampling: { sampler: topK(8), temperature: 1, coupling: "noise" },
    maxNewTokens: 5,
    stop: (token) => (token === newline ? "newline" : token === endOfText ? "eos" : undefined),
    seed: 0,
    batchSize: 16,
    ...change,
  };
}

/** Each job's text and why it ended, in the order of the jobs; checks that the streamed tokens are those of the text. */
export async function finished(events: AsyncIterable<DecodeEvent>): Promise<{ tokens: number[]; finish: Finish }[]> {
  const streamed: number[][] = [];
  const texts: { tokens: number[]; finish: Finish }[] = [];
  for await (const event of events) {
    if (event.kind === "tokens") streamed[event.job] = [...(streamed[event.job] ?? []), ...event.tokens];
    if (event.kind !== "finished") continue;
    if ((streamed[event.job] ?? []).join() !== event.tokens.join())
      throw new Error("The streamed tokens are not the text's.");
    texts[event.job] = { tokens: [...event.tokens], finish: event.finish };
  }
  return texts;
}
