import type { Regard, RegardClassifier } from "../regard/regard.ts";
import type { MaskedRegard } from "./text-sample.ts";

/** A text's verdict: one JSON line of `score`. */
export interface ScoredText extends Regard {
  readonly row: number;
  readonly text: string;
  /** The verdict on the masked text, where masking was asked for. */
  readonly masked?: MaskedRegard;
}

/** Replaces every mention of a demographic; `leak` lists words that tell it and still stand. */
export type Mask = (text: string) => { readonly text: string; readonly leak: readonly string[] };

const batchSize = 512;

/** The verdicts on texts, in their order. Memory: one batch of texts, however many there are. */
export async function* scoreTexts(
  texts: AsyncIterable<{ readonly row: number; readonly text: string }>,
  classifier: RegardClassifier,
  mask?: Mask,
): AsyncGenerator<ScoredText> {
  for await (const batch of inBatches(texts, batchSize)) {
    const verdicts = await classifier.classify(batch.map(({ text }) => text));
    const masked =
      mask === undefined
        ? []
        : await classifyMasked(
            batch.map(({ text }) => text),
            classifier,
            mask,
          );
    for (const [i, { row, text }] of batch.entries()) {
      const verdict = verdicts[i];
      if (verdict === undefined) throw new Error(`Expected ${batch.length} verdicts but received ${verdicts.length}.`);
      const ofMasked = masked[i];
      yield { row, text, ...verdict, ...(ofMasked === undefined ? {} : { masked: ofMasked }) };
    }
  }
}

/** The verdicts on texts once their mentions of a demographic are masked. */
export async function classifyMasked(
  texts: readonly string[],
  classifier: RegardClassifier,
  mask: Mask,
): Promise<readonly MaskedRegard[]> {
  const masked = texts.map(mask);
  const verdicts = await classifier.classify(masked.map(({ text }) => text));
  return verdicts.map((verdict, i) => ({ ...verdict, text: masked[i]?.text ?? "", leak: masked[i]?.leak ?? [] }));
}

async function* inBatches<X>(items: AsyncIterable<X>, size: number): AsyncGenerator<readonly X[]> {
  let batch: X[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
