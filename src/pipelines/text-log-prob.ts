import type { CausalLM } from "../decode/causal-lm.ts";
import type { TokenId } from "../text/token.ts";

/** A prompt and the tokens written after it. */
export interface Continuation {
  readonly prompt: readonly TokenId[];
  readonly tokens: readonly TokenId[];
}

/** Σ log p(token | all before it) under the unmodified model, nats, one number a continuation. Memory: `batchSize` rows of the vocabulary. */
export async function textLogProbs(
  model: CausalLM,
  continuations: readonly Continuation[],
  batchSize: number,
): Promise<readonly number[]> {
  const sums: number[] = [];
  for (let from = 0; from < continuations.length; from += batchSize) {
    sums.push(...(await batchLogProbs(model, continuations.slice(from, from + batchSize))));
  }
  return sums;
}

async function batchLogProbs(model: CausalLM, batch: readonly Continuation[]): Promise<readonly number[]> {
  const sums = batch.map(() => 0);
  const decoding = await model.open(batch.map(({ prompt }) => prompt));
  try {
    let left = batch.flatMap(({ tokens }, row) => (tokens.length > 0 ? [row] : []));
    if (left.length < batch.length) await decoding.keep(left);
    for (let step = 0; left.length > 0; step++) {
      const next = await decoding.read({});
      const stays = left.map((row) => step + 1 < (batch[row]?.tokens.length ?? 0));
      for (const [i, row] of left.entries()) {
        const token = batch[row]?.tokens[step] ?? 0;
        sums[row] = (sums[row] ?? 0) + (next.logits[i * next.width + token] ?? NaN) - (next.logSumExp[i] ?? NaN);
      }
      const kept = left.flatMap((_, i) => (stays[i] === true ? [i] : []));
      if (kept.length < left.length) await decoding.keep(kept);
      left = kept.map((i) => left[i] ?? 0);
      if (left.length > 0) await decoding.append(left.map((row) => batch[row]?.tokens.slice(step, step + 1) ?? []));
    }
  } finally {
    await decoding.close();
  }
  return sums;
}
