import { decoderTraits } from "../../decode/decoder-traits.ts";
import { divergenceRows, type MeasuredDivergence } from "../../audit/quality/divergence-rows.ts";
import type { Prefix } from "../../audit/quality/prefix-collector.ts";
import type { Divergence } from "../../audit/result/quality.ts";
import type { DecoderName } from "../../decode/decode-plan.ts";
import { decoderDistributions } from "../../decode/next-distribution.ts";
import type { TokenId } from "../../text/token.ts";
import { decodePlan, type TextTools } from "../text-generation.ts";
import type { TextSettings } from "../text-settings.ts";

/** Where and of what to measure how far a decoder's next token is from the unmodified model's. */
export interface DivergencePlan {
  /** Of all word lists; see prefixCollector. */
  readonly prefixes: readonly Prefix[];
  /** Those without a next-token distribution are passed over, and so is base, which is 0 from itself. */
  readonly decoders: readonly DecoderName[];
  readonly settings: TextSettings;
  /** Rows in one pass of the model. The figures do not depend on it. */
  readonly batchSize: number;
  readonly level: number;
}

/**
 * KL(decoder ‖ base) of the next token of equi and r-equi, exact over the vocabulary at temperature 1, by place. `each` holds the tools of each word
 * list by the name its prefixes carry. Lists that move whole words of the text are passed over: the decoders have no distribution there.
 * Cost: a reading of 1 + |G| prompts for each prefix and decoder; memory: `batchSize` rows of the vocabulary.
 */
export async function auditDivergences(
  each: ReadonlyMap<string, TextTools>,
  plan: DivergencePlan,
): Promise<Divergence[]> {
  const measured: MeasuredDivergence[] = [];
  for (const [words, tools] of each) {
    if (tools.words.byText !== undefined) continue;
    const prefixes = plan.prefixes.filter((prefix) => prefix.words === words);
    const decoders = plan.decoders.filter((name) => decoderTraits[name].method === "average");
    const atOnce = Math.max(1, Math.floor(plan.batchSize / tools.words.full.action.group.order));
    for (let from = 0; decoders.length > 0 && from < prefixes.length; from += atOnce) {
      measured.push(...(await measure(tools, plan, decoders, prefixes.slice(from, from + atOnce))));
    }
  }
  return divergenceRows(measured, plan.level);
}

async function measure(
  tools: TextTools,
  plan: DivergencePlan,
  decoders: readonly DecoderName[],
  prefixes: readonly Prefix[],
): Promise<MeasuredDivergence[]> {
  const texts = prefixes.map(({ prompt, tokens }) =>
    tools.tokenizer.encode(prompt).concat(tokens.map((token) => token as TokenId)),
  );
  const distributions = (name: DecoderName) =>
    decoderDistributions(tools.model, decodePlan(tools, { ...plan, frames: "off" }, name), texts);
  const base = await distributions("base");
  const measured: MeasuredDivergence[] = [];
  for (const decoder of decoders) {
    const moved = await distributions(decoder);
    prefixes.forEach(({ words, context, template }, i) => {
      const nats = divergence(moved[i] ?? new Float32Array(), base[i] ?? new Float32Array());
      measured.push({ words, context, template, decoder, nats });
    });
  }
  return measured;
}

/** Σ p·(log p − log q) of log-probabilities, shape (V) each, nats. */
function divergence(p: Float32Array, q: Float32Array): number {
  let nats = 0;
  for (let v = 0; v < p.length; v++) {
    const logP = p[v] as number;
    if (logP > -Infinity) nats += Math.exp(logP) * (logP - (q[v] as number));
  }
  return nats;
}
