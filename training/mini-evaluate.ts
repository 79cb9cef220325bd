import { encode } from "gpt-tokenizer/encoding/gpt2";
import type { LoadedGraph, RunTensors } from "../src/train/graph-runner.ts";
import { faceSize, innerTable, type InnerVocabulary } from "./mini-vocabulary.ts";

/** Probability that all GPT-2 tokens outside the inner vocabulary get together, relative to the inner ones'. */
export const outsideShare = 1e-3;

/** Negative log-probabilities summed over counted tokens. */
export interface Perplexity {
  /** Through the face: unknown tokens cost log(outside tokens / outsideShare). */
  readonly face: number;
  /** With all unknown tokens taken for one, which costs log(1 / outsideShare): the usual way to count a reduced vocabulary. */
  readonly oneUnknown: number;
  /** Over known tokens alone. */
  readonly known: number;
  readonly tokens: number;
  readonly unknown: number;
}

/** How evaluation rows are cut: lines are at most this long. */
export const evaluationShape = { rows: 25, length: 48, dropout: 0 } as const;

/**
 * Perplexity of lines, each read from position 0 without end-of-text, on the tokens after the fourth. `graph` is a training graph of
 * `evaluationShape`; `feeds` its parameters.
 */
export async function perplexity(
  graph: LoadedGraph,
  feeds: RunTensors,
  lines: readonly string[],
  vocabulary: InnerVocabulary,
): Promise<Perplexity> {
  const table = innerTable(vocabulary);
  const unknownToken = vocabulary.ids.length;
  const rows = lines.map((line) => Int32Array.from(encode(line), (token) => table[token]!));
  const { rows: count, length } = evaluationShape;
  let [sum, tokens, unknown] = [0, 0, 0];
  for (let from = 0; from < rows.length; from += count) {
    const [ids, targets, weights] = [
      new Int32Array(count * length),
      new Int32Array(count * length),
      new Float32Array(count * length),
    ];
    for (const [r, row] of rows.slice(from, from + count).entries()) {
      for (let i = 0; i + 1 < row.length; i++) {
        ids[r * length + i] = row[i]!;
        targets[r * length + i] = row[i + 1]!;
        if (i + 1 < 4) continue;
        tokens++;
        if (row[i + 1] === unknownToken) unknown++;
        else weights[r * length + i] = 1;
      }
    }
    const dims = [count * length];
    const outputs = await graph.run({
      ...feeds,
      ids: { type: "int32", dims, data: ids },
      targets: { type: "int32", dims, data: targets },
      weights: { type: "float32", dims, data: weights },
    });
    sum += Number(outputs["loss"]?.data[0]);
  }
  return perplexityOf({ known: sum, tokens, unknown, outside: faceSize - unknownToken });
}

/** Perplexities from the summed −log p of the known tokens among themselves. */
export function perplexityOf(counts: {
  readonly known: number;
  readonly tokens: number;
  readonly unknown: number;
  /** GPT-2 tokens outside the inner vocabulary. */
  readonly outside: number;
}): Perplexity {
  const { known, tokens, unknown, outside } = counts;
  const withUnknown = (cost: number): number => Math.exp((known + unknown * cost) / tokens + Math.log1p(outsideShare));
  return {
    face: withUnknown(Math.log(outside / outsideShare)),
    oneUnknown: withUnknown(-Math.log(outsideShare)),
    known: Math.exp(known / (tokens - unknown)),
    tokens,
    unknown,
  };
}
