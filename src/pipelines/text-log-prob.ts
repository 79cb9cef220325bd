import type { CausalLM, NextTokens } from "../decode/causal-lm.ts";
import type { TokenId } from "../text/token.ts";

/** A prompt and the tokens written after it. */
export interface Continuation {
  readonly prompt: readonly TokenId[];
  readonly tokens: readonly TokenId[];
}

/**
 * Σ log p(token | all before it) under the unmodified model, nats, one number a continuation; null where the model cannot hold it all: texts that a search of whole words
 * brings to the model's end in one view may be longer in another. Memory: `batchSize` rows of the vocabulary.
 */
export async function textLogProbs(
  model: CausalLM,
  continuations: readonly Continuation[],
  batchSize: number,
): Promise<readonly (number | null)[]> {
  // The last token is looked up, never read.
  const isHeld = ({ prompt, tokens }: Continuation) => prompt.length + tokens.length - 1 <= model.contextLength;
  const held = continuations.filter(isHeld);
  const sums: number[] = [];
  for (let from = 0; from < held.length; from += batchSize) {
    sums.push(...(await batchLogProbs(model, held.slice(from, from + batchSize))));
  }
  let next = 0;
  return continuations.map((one) => (isHeld(one) ? (sums[next++] ?? null) : null));
}

async function batchLogProbs(model: CausalLM, batch: readonly Continuation[]): Promise<readonly number[]> {
  const sums = batch.map(() => 0);
  const decoding = await model.open(batch.map(({ prompt }) => prompt));
  try {
    let rows = batch.map((_, row) => row);
    for (let step = 0; rows.length > 0; step++) {
      const lasting = rows.flatMap((row, i) => (step < tokensOf(batch, row).length ? [i] : []));
      if (lasting.length < rows.length) await decoding.keep(lasting);
      rows = lasting.map((i) => rows[i] ?? 0);
      if (rows.length === 0) break;
      // Only these logits leave the model's thread: whole rows of the vocabulary cost more than the rest of the pass.
      const next = await decoding.read({ of: rows.map((row) => tokensOf(batch, row)[step] as TokenId) });
      rows.forEach((row, i) => (sums[row] = (sums[row] ?? 0) + logProbOf(next, i)));
      // A row whose last token was just looked up has nothing more to read.
      await decoding.append(rows.map((row) => tokensOf(batch, row).slice(step, -1).slice(0, 1)));
    }
  } finally {
    await decoding.close();
  }
  return sums;
}

const tokensOf = (batch: readonly Continuation[], row: number) => batch[row]?.tokens ?? [];

const logProbOf = ({ logits, logSumExp }: NextTokens, row: number) => (logits[row] ?? NaN) - (logSumExp[row] ?? NaN);
